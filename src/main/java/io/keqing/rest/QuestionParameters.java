package io.keqing.rest;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a call that takes a question: the parameters that say which records are meant. Described here once, for the
/// description of the interface and for [ParameterCheck], which refuses what a call does not name.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Parameter(
        name = "q",
        in = ParameterIn.QUERY,
        schema = @Schema(type = "string"),
        description = "Words, \"exact phrases\", prefix*, -not, (a OR b); conditions on fields by their name or label:"
                + " tier:gold,silver, at:2025-01..2025-03, at:now-30d.., nps:0..6, A..<B, field:* (has a value),"
                + " -field:* (has none), last 30 days; values with blanks, commas, colons, dots in a row or brackets"
                + " stand in double quotes. Across types: has:interactions(kind:complaint), of:customers(tier:gold),"
                + " in:segment(ID). A search tells in mistakes which part it could not ask, and asks the rest; every"
                + " other call refuses such a question. At most 512 characters, 32 conditions.")
@Parameter(
        name = "f.FIELD",
        in = ParameterIn.QUERY,
        schema = @Schema(type = "string"),
        explode = Explode.TRUE,
        description = "a value, a range A..B or A..<B, or empty for none; repeated for any of several; f.FIELD!= for"
                + " any value")
public @interface QuestionParameters {}
