/// The shell of the screens: sign-in, frame and menu, languages, errors, and the chart all rooms draw
/// with. It learns its menu from `@Menu` and knows no feature.
@NullMarked
package io.keqing.ui;

import org.jspecify.annotations.NullMarked;
