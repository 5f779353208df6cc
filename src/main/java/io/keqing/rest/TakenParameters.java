package io.keqing.rest;

import io.keqing.field.Label;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.web.router.UriRouteInfo;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.Explode;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// The parameters that a call takes: those its method has as arguments, and those it reads by hand, which must
/// then
/// stand in the description of the interface (`@Parameter`). So what is described is what is taken, and the
/// other way
/// round. A name that ends in `.FIELD` stands for every name that begins like it.
record TakenParameters(List<Taken> all) {
    private static final String ANY_FIELD = "FIELD";
    /// A slip of the hand changes no more letters than this.
    private static final int SLIP = 2;

    TakenParameters {
        all = List.copyOf(all);
    }

    /// @param many whether it may be given several times
    record Taken(String name, Kind kind, boolean many) {
        boolean is(String given) {
            if (!name.endsWith("." + ANY_FIELD)) {
                return name.equals(given);
            }
            String beginning = name.substring(0, name.length() - ANY_FIELD.length());
            return given.startsWith(beginning) && given.length() > beginning.length();
        }
    }

    /// What a value must look like before anybody reads it. Micronaut takes any text for `false` where it
    /// expects true
    /// or false, and no value at all for what may be left out and can't be read.
    enum Kind {
        TEXT {
            @Override
            void check(String name, String value) {
                // the call itself knows
            }
        },
        FLAG {
            @Override
            void check(String name, String value) {
                if (!value.equals("true") && !value.equals("false")) {
                    throw wrong(name, value, "必须是 true 或 false", "must be true or false");
                }
            }
        },
        WHOLE_NUMBER {
            @Override
            void check(String name, String value) {
                for (String each : value.split(",", -1)) {
                    if (!each.strip().matches("[+-]?\\d{1,18}")) {
                        throw wrong(name, value, "必须是整数", "must be a whole number");
                    }
                }
            }
        },
        NUMBER {
            @Override
            void check(String name, String value) {
                if (!value.matches("[+-]?\\d*\\.?\\d+([eE][+-]?\\d+)?")) {
                    throw wrong(name, value, "必须是数字", "must be a number");
                }
            }
        };

        abstract void check(String name, String value);

        private static Problem wrong(String name, String value, String zh, String en) {
            return Problem.unprocessable(new Label(
                    "%s %s，实为“%s”".formatted(name, zh, value), "%s %s, was \"%s\"".formatted(name, en, value)));
        }

        private static Kind of(Argument<?> argument) {
            Argument<?> one = argument.isContainerType()
                    ? argument.getFirstTypeVariable().orElse(Argument.OBJECT_ARGUMENT)
                    : argument;
            Class<?> type = one.getWrapperType();
            if (type == Boolean.class) {
                return FLAG;
            } else if (type == Integer.class || type == Long.class) {
                return WHOLE_NUMBER;
            }
            return type == Double.class ? NUMBER : TEXT;
        }
    }

    static TakenParameters of(UriRouteInfo<?, ?> route) {
        List<Taken> all = new ArrayList<>();
        for (Argument<?> argument : route.getTargetMethod().getArguments()) {
            if (argument.getAnnotationMetadata().hasAnnotation(QueryValue.class)) {
                all.add(new Taken(name(argument), Kind.of(argument), argument.isContainerType()));
            } else if (argument.getAnnotationMetadata().hasAnnotation(Part.class)) {
                // the fields of a form come with the parameters
                all.add(new Taken(name(argument), Kind.TEXT, false));
            }
        }
        described(route.getTargetMethod().getTargetMethod())
                .filter(parameter -> parameter.in() == ParameterIn.QUERY)
                .map(parameter -> new Taken(parameter.name(), Kind.TEXT, parameter.explode() == Explode.TRUE))
                .forEach(all::add);
        return new TakenParameters(all);
    }

    /// Those that a method or one of its annotations describes. Asked of Java and not of Micronaut, which keeps no
    /// annotations of the description.
    private static Stream<Parameter> described(Method method) {
        return Stream.concat(
                Stream.of(method.getAnnotationsByType(Parameter.class)),
                Stream.of(method.getAnnotations())
                        .flatMap(each -> Stream.of(each.annotationType().getAnnotationsByType(Parameter.class))));
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(Bindable.class)
                .filter(name -> !name.isEmpty())
                .orElse(argument.getName());
    }

    Optional<Taken> named(String given) {
        return all.stream().filter(taken -> taken.is(given)).findFirst();
    }

    List<String> names() {
        return all.stream().map(Taken::name).toList();
    }

    /// The name that was probably meant.
    Optional<String> nearest(String given) {
        return names().stream()
                .filter(name -> distance(name, given).isPresent())
                .min(Comparator.comparingInt(name -> distance(name, given).orElseThrow()));
    }

    /// Letters that differ, but for their case; empty where it must be another name altogether.
    private static OptionalInt distance(String name, String given) {
        int most = Math.min(SLIP, given.length() / 2);
        int letters =
                new LevenshteinDistance(most).apply(name.toLowerCase(Locale.ROOT), given.toLowerCase(Locale.ROOT));
        return letters < 0 ? OptionalInt.empty() : OptionalInt.of(letters);
    }
}
