#ifndef MARKET_TWIN_CSPECIALFUNCTIONS_H
#define MARKET_TWIN_CSPECIALFUNCTIONS_H

// Probability distributions and special functions, by Boost.Math.
//
// No function here throws, sets errno or traps: an argument outside the domain gives a NaN, a result beyond the
// largest double an infinity. `upper` functions are the complements, exact where 1 − p would lose every digit.

#ifdef __cplusplus
#define MT_NOEXCEPT noexcept
extern "C" {
#else
#define MT_NOEXCEPT
#endif

/// The standard normal distribution.
double mt_normal_cdf(double x) MT_NOEXCEPT;
double mt_normal_upper(double x) MT_NOEXCEPT;
double mt_normal_quantile(double p) MT_NOEXCEPT;

/// Student's t distribution with `nu` > 0 degrees of freedom, scale one.
double mt_student_t_density(double nu, double x) MT_NOEXCEPT;
double mt_student_t_cdf(double nu, double x) MT_NOEXCEPT;
double mt_student_t_quantile(double nu, double p) MT_NOEXCEPT;

/// The gamma distribution with `shape` > 0 and scale one; chi-square with ν degrees of freedom is shape ν/2, scale 2.
double mt_gamma_cdf(double shape, double x) MT_NOEXCEPT;
double mt_gamma_upper(double shape, double x) MT_NOEXCEPT;
double mt_gamma_quantile(double shape, double p) MT_NOEXCEPT;
double mt_gamma_upper_quantile(double shape, double q) MT_NOEXCEPT;
double mt_gamma_density(double shape, double x) MT_NOEXCEPT;

/// The non-central chi-square distribution with `degrees` > 0 and `noncentrality` >= 0.
double mt_non_central_chi_square_cdf(double degrees, double noncentrality, double x) MT_NOEXCEPT;

/// The binomial distribution of `trials` draws with success probability `probability`.
double mt_binomial_mass(double trials, double probability, double successes) MT_NOEXCEPT;
double mt_binomial_cdf(double trials, double probability, double successes) MT_NOEXCEPT;
double mt_binomial_upper(double trials, double probability, double successes) MT_NOEXCEPT;
/// The smallest whole number whose cumulative probability is at least `p`.
double mt_binomial_quantile(double trials, double probability, double p) MT_NOEXCEPT;

/// The beta distribution with shapes `a`, `b` > 0.
double mt_beta_cdf(double a, double b, double x) MT_NOEXCEPT;
double mt_beta_quantile(double a, double b, double p) MT_NOEXCEPT;

/// The logarithm of the absolute value of the gamma function.
double mt_log_gamma(double x) MT_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#undef MT_NOEXCEPT

#endif
