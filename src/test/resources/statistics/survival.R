# Rscript survival.R > survival-quantiles.csv: quantiles under censoring and their 95 % bands as R has them, and tests of
# difference. Waits are written d or d+ (open after d); a * b stands for b waits of a. NA = not reached.
# Made with R 4.2.2, survival 3.5-3.
suppressMessages(library(survival))
set.seed(20260101)
line <- function(name, t, d) {
  q <- quantile(survfit(Surv(t, d) ~ 1, conf.type = "log-log"), c(.5, .9))
  k <- paste0(format(t, digits = 15, trim = TRUE, scientific = FALSE, drop0trailing = TRUE), ifelse(d == 1, "", "+"))
  s <- table(factor(k, levels = unique(k)))
  w <- paste(ifelse(s > 1, paste0(names(s), "*", s), names(s)), collapse = " ")
  v <- format(c(rbind(q$quantile, q$lower, q$upper)), digits = 15, trim = TRUE, scientific = FALSE, drop0trailing = TRUE)
  cat(name, paste(v, collapse = ","), w, sep = ",")
  cat("\n")
}
cat("name,p50,p50low,p50high,p90,p90low,p90high,waits\n")
line("two", c(10, 1000), c(1, 1))
line("one", 5, 1)
line("one open", 5, 0)
line("all open", c(3, 4, 5), c(0, 0, 0))
line("all at once", rep(7, 12), rep(1, 12))
line("from nothing", c(0, 0, 1, 5), rep(1, 4))
line("half then open", c(5, 6, 7, 8), c(1, 1, 0, 0))
line("tie at the half", c(4, 4, 4, 9), c(1, 1, 1, 0))
for (n in c(2, 3, 4, 6, 10, 14, 20, 30, 44, 60, 90)) line(paste("half over", n), seq_len(n), as.numeric(seq_len(n) <= n / 2))
for (n in c(10, 20, 30, 50, 70)) line(paste("nine tenths over", n), seq_len(n), as.numeric(seq_len(n) <= n * .9))
for (n in c(2, 3, 5, 8, 9, 12, 17, 25, 40, 100, 333, 2000)) {
  line(paste("heavy", n), ceiling(exp(rnorm(n, 5, 1.5))), rep(1, n))
  t <- ceiling(exp(rnorm(n, 5, 1.5))); c <- ceiling(runif(n, 1, 1500))
  line(paste("censored", n), pmin(t, c), as.numeric(t <= c))
  t <- 15 * ceiling(exp(rnorm(n, 3, 1)) / 15); c <- 15 * ceiling(runif(n, 1, 200) / 15)
  line(paste("tied", n), pmin(t, c), as.numeric(t <= c))
}
# one of few at risk at the end: the band rises again
line("long tail", c(rep(1:10, each = 5), rep(10.5, 48), 11, 12), c(rep(1, 50), rep(0, 48), 1, 0))
