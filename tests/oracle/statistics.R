# Statistics a second time: reads what statistics_samples printed and computes every figure with R, the packages
# multilevel and psych, or a published formula. Shares no code with Candor.
#
# usage: statistics_samples SEED | Rscript statistics.R
# Ends with 0 where nothing differs by more than 1e-9 of the larger (beside 0: by more than 1e-13, what is left
# where figures of the size of 1 cancel), 1 where something does, 77 where R lacks a package.

for (package in c("multilevel", "psych")) {
  if (!suppressMessages(requireNamespace(package, quietly = TRUE))) {
    cat("skipped: R package", package, "is not installed\n")
    quit(status = 77)
  }
}

tolerance <- 1e-9
checked <- numeric()
failed <- 0

count <- function(name) checked[name] <<- sum(checked[name], 1, na.rm = TRUE)

check <- function(name, place, ours, theirs) {
  count(name)
  same <- if (is.na(ours) || is.na(theirs)) is.na(ours) && is.na(theirs)
          else abs(ours - theirs) <= max(tolerance * max(abs(ours), abs(theirs)), 1e-13)
  if (same) return(invisible())
  failed <<- failed + 1
  if (failed <= 20) cat(sprintf("DIFFERS %s %s: candor %.12g, R %.12g\n", name, place, ours, theirs))
}

numbers <- function(text) as.numeric(strsplit(text, ",", fixed = TRUE)[[1]])

# ---- rates

wilson <- function(x, n) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)

check_wilson <- function(f) {
  place <- paste(f[1:2], collapse = "/")
  theirs <- wilson(f[1], f[2])
  check("wilson", place, f[3], theirs[1])
  check("wilson", place, f[4], theirs[2])
}

# Every number of positive people that neither tail of phyper rejects at 2.5 %.
check_hypergeometric <- function(f) {
  place <- paste(f[1:3], collapse = "/")
  M <- 0:f[3]
  upper <- phyper(f[1] - 1, M, f[3] - M, f[2], lower.tail = FALSE)
  lower <- phyper(f[1], M, f[3] - M, f[2])
  # A tail of exactly 2.5 % may fall on either side by rounding.
  sure <- M[upper > 0.025 * (1 + 1e-9) & lower > 0.025 * (1 + 1e-9)]
  wide <- M[upper > 0.025 * (1 - 1e-9) & lower > 0.025 * (1 - 1e-9)]
  check("hypergeometric", place, f[4], if (f[4] == min(wide)) f[4] else min(sure))
  check("hypergeometric", place, f[5], if (f[5] == max(wide)) f[5] else max(sure))
}

# Newcombe 1998, method 10, for any z, from the roots of Wilson's quadratic.
newcombe <- function(x1, n1, x2, n2, z) {
  roots <- function(x, n) {
    p <- x / n
    half <- z * sqrt(z^2 + 4 * n * p * (1 - p))
    c(2 * n * p + z^2 - half, 2 * n * p + z^2 + half) / (2 * (n + z^2))
  }
  one <- roots(x1, n1)
  two <- roots(x2, n2)
  d <- x1 / n1 - x2 / n2
  c(d - sqrt((x1 / n1 - one[1])^2 + (two[2] - x2 / n2)^2),
    d + sqrt((one[2] - x1 / n1)^2 + (x2 / n2 - two[1])^2))
}

# Candor's p is the level at which the interval's nearer end reaches 0; uniroot finds that z on its own.
newcombe_p <- function(x1, n1, x2, n2) {
  if (x1 * n2 == x2 * n1) return(1)
  nearer <- function(z) {
    ends <- newcombe(x1, n1, x2, n2, z)
    if (x1 / n1 > x2 / n2) ends[1] else -ends[2]
  }
  # Candor looks no further than z = 8 and gives 1e-15 there.
  if (nearer(8) > 0) return(1e-15)
  z <- uniroot(nearer, c(1e-12, 8), tol = 1e-15, maxiter = 10000)$root
  2 * pnorm(-z)
}

check_newcombe <- function(f) {
  place <- sprintf("%g/%g - %g/%g", f[1], f[2], f[3], f[4])
  theirs <- newcombe(f[1], f[2], f[3], f[4], qnorm(0.975))
  check("newcombe", place, f[5], theirs[1])
  check("newcombe", place, f[6], theirs[2])
  check("newcombe p", place, f[7], newcombe_p(f[1], f[2], f[3], f[4]))
}

check_holm <- function(given, ours) {
  theirs <- p.adjust(given, method = "holm")
  for (i in seq_along(given)) check("holm", "", ours[i], theirs[i])
}

# One row a person: weighted.mean, Kish's (sum w)^2 / sum w^2, and Cochran's error of a stratified mean, whose
# s^2 is var() over n. Where one person speaks for several there is no error.
check_weighted <- function(given, f) {
  strata <- lapply(strsplit(strsplit(given, ",", fixed = TRUE)[[1]], ":", fixed = TRUE), as.numeric)
  answers <- unlist(lapply(strata, function(s) c(rep(1, s[3]), rep(0, s[2] - s[3]))))
  weights <- unlist(lapply(strata, function(s) rep(s[1] / s[2], s[2])))
  total <- sum(sapply(strata, function(s) s[1]))
  variance <- sum(sapply(strata, function(s) {
    if (s[1] == s[2]) return(0)
    own <- c(rep(1, s[3]), rep(0, s[2] - s[3]))
    (s[1] / total)^2 * (1 - s[2] / s[1]) * var(own) / s[2]
  }))
  check("weighted rate", given, f[1], weighted.mean(answers, weights))
  check("effective size", given, f[2], sum(weights)^2 / sum(weights^2))
  check("weighted error", given, f[3], sqrt(variance))
}

# ---- surveys

uniform <- function(A) (A^2 - 1) / 12

# R divides 0 by 0 where nobody differs, and aov warns of an essentially perfect fit; Candor says null where a
# divisor is 0. Both mean that there is no figure.
or_na <- function(value) if (length(value) == 1 && is.finite(value)) value else NA

icc <- function(values, units) {
  keep <- !is.na(values)
  values <- values[keep]
  units <- units[keep]
  if (length(unique(units)) < 2 || length(values) <= length(unique(units))) return(c(NA, NA))
  # Rounding leaves aov a remainder of 1e-30 where nobody differs, or no unit from another: no figure then.
  if (var(values) == 0) return(c(NA, NA))
  model <- aov(values ~ as.factor(units))
  squares <- suppressWarnings(summary(model))[[1]][, 3]
  icc2 <- if (squares[1] < 1e-20 * squares[2]) NA else suppressWarnings(multilevel::ICC2(model))
  c(or_na(suppressWarnings(multilevel::ICC1(model))), or_na(icc2))
}

# psych warns of items that nobody differs on and leaves them out of its count; Candor, as the formula has it,
# keeps them. So psych is asked where every item varies, and the formula by covariances elsewhere.
alpha <- function(values) {
  J <- ncol(values)
  if (nrow(values) < 2 || var(rowSums(values)) == 0) return(NA)
  if (all(apply(values, 2, var) > 0)) {
    count("alpha by psych")
    return(suppressMessages(suppressWarnings(
      psych::alpha(as.data.frame(values), check.keys = FALSE, warnings = FALSE)$total$raw_alpha)))
  }
  C <- cov(values)
  J / (J - 1) * (1 - sum(diag(C)) / sum(C))
}

# Both Candor and multilevel count a variance above the null's as the null's: agreement is 0, never negative.
agreement <- function(positions, A) {
  positions <- positions[!is.na(positions)]
  multilevel::rwg(positions, rep(1, length(positions)), ranvar = uniform(A))$rwg[1]
}

agreement_j <- function(positions, A) {
  if (nrow(positions) == 0) return(NA)
  multilevel::rwg.j(as.data.frame(positions), rep(1, nrow(positions)), ranvar = uniform(A))$rwg.j[1]
}

# What rests on one item follows the rules of disclosure, in full listings too: of fewer than min_cell answers in
# a unit there is none. What rests on complete ballots is over all of them there.
drop_few <- function(positions, units, min_cell) {
  for (column in seq_len(ncol(positions))) {
    answers <- tapply(!is.na(positions[, column]), units, sum)
    positions[answers[units] < min_cell, column] <- NA
  }
  positions
}

# ICC and the mean are those of option values, r_wg that of positions 1..A.
check_survey <- function(survey, min_cell, scale, positions, units, figures) {
  A <- length(scale)
  as_values <- function(positions) matrix(scale[positions], nrow(positions))
  complete <- rowSums(is.na(positions)) == 0
  values <- as_values(positions)
  shown <- drop_few(positions, units, min_cell)
  shown_values <- as_values(shown)
  for (i in seq_len(nrow(figures))) {
    f <- figures[i, ]
    own <- units == f$unit
    column <- match(f$item, colnames(positions))
    theirs <- switch(f$name,
      mean = or_na(mean(shown_values[own, column], na.rm = TRUE)),
      sd = sd(shown_values[own, column], na.rm = TRUE),
      rwg = if (all(is.na(shown[own, column]))) NA else agreement(shown[own, column], A),
      rwg_j = agreement_j(positions[own & complete, , drop = FALSE], A),
      alpha = alpha(values[complete & (own | f$unit == "-"), , drop = FALSE]),
      icc1 = , icc2 = {
        y <- if (f$item == "-") ifelse(complete, rowMeans(values), NA) else shown_values[, column]
        icc(y, units)[if (f$name == "icc1") 1 else 2]
      })
    check(f$name, paste("survey", survey, f$unit, f$item), f$value, theirs)
  }
}

# ---- reading

input <- file("stdin")
lines <- strsplit(readLines(input), "\t", fixed = TRUE)
close(input)
kind <- sapply(lines, `[`, 1)
of <- function(name) lapply(lines[kind == name], function(line) line[-1])

for (f in of("wilson")) check_wilson(as.numeric(f))
for (f in of("hypergeometric")) check_hypergeometric(as.numeric(f))
for (f in of("newcombe")) check_newcombe(as.numeric(f))
for (f in of("holm")) check_holm(numbers(f[1]), numbers(f[2]))
for (f in of("weighted")) check_weighted(f[1], suppressWarnings(as.numeric(f[-1])))

ballots <- of("ballot")
figures <- of("figure")
ballot_survey <- sapply(ballots, `[`, 1)
figure_survey <- sapply(figures, `[`, 1)
for (survey in of("survey")) {
  rows <- do.call(rbind, ballots[ballot_survey == survey[1]])
  positions <- suppressWarnings(matrix(as.numeric(rows[, -(1:2)]), nrow(rows)))
  colnames(positions) <- paste0("i", seq_len(ncol(positions)) - 1)
  told <- do.call(rbind, figures[figure_survey == survey[1]])
  told <- data.frame(name = told[, 2], unit = told[, 3], item = told[, 4],
                     value = suppressWarnings(as.numeric(told[, 5])))
  check_survey(survey[1], as.numeric(survey[2]), as.numeric(survey[-(1:2)]), positions, rows[, 2], told)
}

for (name in names(checked)) cat(sprintf("%-16s %d figures\n", name, checked[name]))
if (sum(checked) < 1000) stop("too few figures to mean anything")
cat(if (failed == 0) "no differences\n" else sprintf("%d differences\n", failed))
quit(status = if (failed == 0) 0 else 1)
