/// The door for programs: who is calling, users, tokens.
@NullMarked
package io.keqing.account.api;

import org.jspecify.annotations.NullMarked;
