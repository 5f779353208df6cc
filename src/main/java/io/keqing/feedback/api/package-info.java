/// What a survey is, for programs.
@NullMarked
package io.keqing.feedback.api;

import org.jspecify.annotations.NullMarked;
