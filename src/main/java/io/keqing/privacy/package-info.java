/// Who may see what is kept about a person.
@NullMarked
package io.keqing.privacy;

import org.jspecify.annotations.NullMarked;
