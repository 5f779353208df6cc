/// What the texts of cells mean by themselves: numbers, amounts, dates, words for nothing, answers. Knows neither
/// files nor mappings nor records.
@NullMarked
package io.keqing.importing.value;

import org.jspecify.annotations.NullMarked;
