/// What screens show of customers wherever others refer to them.
@NullMarked
package io.keqing.customer.ui;

import org.jspecify.annotations.NullMarked;
