# Rscript quantile-test.R > quantile-tests.csv: the test of the pooled quantile. Without censoring by R's dhyper, with it by
# going through all ways to deal the scores (combn). Waits are written as in survival-quantiles.csv. Made with R 4.2.2,
# survival 3.5-3.
suppressMessages(library(survival))
set.seed(7)
p_of <- function(t1, d1, t2, d2, q) {
  t <- c(t1, t2); d <- c(d1, d2)
  fit <- survfit(Surv(t, d) ~ 1)
  s <- c(1, fit$surv); x <- c(-1, fit$time)
  i <- which(s <= 1 - q + 1e-9)[1]
  if (is.na(i)) return(NA)
  j <- i - 1
  if (s[j] < 1 && (s[j] - (1 - q) < (1 - q) - s[i] - 1e-9 || s[i] == 0)) i <- j
  cut <- x[i]; share <- s[i]
  at <- function(c) s[max(which(x <= c))]
  score <- mapply(function(t, d) if (t > cut || (!d && t >= cut)) 1 else if (d) 0 else round(12 * share / at(t)) / 12, t, d)
  m <- length(t1); n <- length(t)
  if (all(score %in% c(0, 1))) {
    k <- 0:m; pr <- dhyper(k, sum(score), n - sum(score), m); off <- abs(k - m * mean(score))
    return(sum(pr[off >= abs(sum(score[1:m]) - m * mean(score)) - 1e-9]))
  }
  sums <- combn(n, m, function(i) sum(score[i]))
  mean(abs(sums - m * mean(score)) >= abs(sum(score[1:m]) - m * mean(score)) - 1e-9)
}
text <- function(t, d) paste0(t, ifelse(d == 1, "", "+"), collapse = " ")
cat("name,q,p,one,other\n")
put <- function(name, t1, d1, t2, d2) for (q in c(.5, .9)) {
  cat(name, q, format(p_of(t1, d1, t2, d2, q), digits = 15), text(t1, d1), text(t2, d2), sep = ","); cat("\n")
}
for (m in c(2, 5, 8, 20, 50)) for (slower in c(1, 3)) {
  put(paste("whole", m, slower), ceiling(slower * exp(rnorm(m, 4, 1.5))), rep(1, m), ceiling(exp(rnorm(2 * m, 4, 1.5))), rep(1, 2 * m))
  put(paste("tied", m, slower), 15 * ceiling(slower * exp(rnorm(m, 3, 1)) / 15), rep(1, m), 15 * ceiling(exp(rnorm(m, 3, 1)) / 15), rep(1, m))
}
# both groups are open after the same times, so that the test is not widened
for (m in c(4, 6, 8)) for (slower in c(1, 4)) for (k in 1:2) {
  t1 <- ceiling(slower * exp(rnorm(m, 4, 1.5))); t2 <- ceiling(exp(rnorm(m, 4, 1.5)))
  c <- ceiling(runif(m, 10, 200))
  put(paste("open", m, slower, k), pmin(t1, c), as.numeric(t1 <= c), pmin(t2, c), as.numeric(t2 <= c))
}
