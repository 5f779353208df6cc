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
        description =
                "Words, \"exact phrases\", prefix*, con*rt; AND OR NOT && || ! - 并且 或者 不含 between parts, brackets;"
                        + " NOT binds before AND, AND before OR, parts side by side mean AND; and, or, not in small letters only"
                        + " beside a condition. Conditions on fields by their name or label: tier:gold,silver, points > 100,"
                        + " points != 0, amount:1,000..2,000, A..<B, at:2025-01..2025-03, at:now-30d.., at:now/M, at:yesterday,"
                        + " 时间:上个月, Q1 2025, name:Abi*, field:* (has a value), -field:* (has none), last 30 days; values in any"
                        + " case, width and script; values with blanks, commas, colons, dots in a row or brackets stand in double"
                        + " quotes. Across types: has:interactions(kind:complaint), of:customers(tier:gold), in:segment(ID). A"
                        + " search tells how it read the question, and in mistakes which part it could not ask, and asks the"
                        + " rest, of which nothing can be asked finds nothing; every other call refuses a question with a wrong"
                        + " part. At most 512 characters, 32 conditions.")
@Parameter(
        name = "f.FIELD",
        in = ParameterIn.QUERY,
        schema = @Schema(type = "string"),
        explode = Explode.TRUE,
        description = "a value, a range A..B or A..<B, or empty for none; repeated for any of several; f.FIELD!= for"
                + " any value")
@Parameter(
        name = "zone",
        in = ParameterIn.QUERY,
        schema = @Schema(type = "string"),
        description = "cuts days and months, such as Asia/Shanghai or +08:00; left out = the portal's own")
public @interface QuestionParameters {}
