package io.keqing.segment;

import io.keqing.field.Label;
import io.keqing.segment.SchemeDefinition.Written;
import java.util.List;
import java.util.Map;

/// Schemes as an industry is used to them. What it does not name stays as it is.
///
/// @param name for programs
/// @param churn when a silent customer counts as lost there
/// @param schemes rules by scheme
public record Preset(String name, Label label, ChurnDefinition.Limit churn, Map<String, List<Written>> schemes) {}
