/// Care lists on the screen.
@NullMarked
package io.keqing.alert.ui;

import org.jspecify.annotations.NullMarked;
