package io.keqing.feedback;

/// The three ways in use to make one number of the Customer Effort Score 2.0, which asks on a scale of 1 to
/// 7 whether something was made easy. They are never mixed.
public enum CesConvention {
    /// The mean of the answers.
    MEAN,
    /// The part of the answers from 5 to 7.
    SHARE,
    /// The part of the answers 6 and 7 less that from 1 to 3.
    NET
}
