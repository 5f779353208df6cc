/// Users, what they may do, how they prove who they are, and how they like to see the portal.
@NullMarked
package io.keqing.account;

import org.jspecify.annotations.NullMarked;
