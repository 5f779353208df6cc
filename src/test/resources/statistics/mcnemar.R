# Rscript mcnemar.R > mcnemar.csv: the two-sided mid-p of McNemar's test by the binomial distribution of R 4.2.2
cat("came,left,p\n")
for (n in c(1, 2, 3, 5, 8, 13, 20, 50, 100, 400)) for (x in unique(round(n * c(0, .1, .3, .45)))) {
  b <- n - x
  p <- if (b == x) 1 else 2 * (pbinom(min(b, x), n, .5) - .5 * dbinom(min(b, x), n, .5))
  cat(x, b, format(min(1, p), digits = 15), sep = ","); cat("\n")
}
