/// What calls for somebody's attention: customers to be cared for.
@NullMarked
package io.keqing.alert;

import org.jspecify.annotations.NullMarked;
