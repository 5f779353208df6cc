package io.keqing.feedback;

/// A survey was to be defined against a rule, which the message states with what was given.
public final class InvalidSurveyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSurveyException(String rule) {
        super(rule);
    }
}
