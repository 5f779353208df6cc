/// Who may see what: roles, masking, personal values that cannot be printed by accident.
@NullMarked
package io.keqing.privacy;

import org.jspecify.annotations.NullMarked;
