/// The page of a customer, and of a record that belongs to none.
@NullMarked
package io.keqing.profile.ui;

import org.jspecify.annotations.NullMarked;
