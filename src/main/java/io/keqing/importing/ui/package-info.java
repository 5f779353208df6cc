/// The screen of the imports.
@NullMarked
package io.keqing.importing.ui;

import org.jspecify.annotations.NullMarked;
