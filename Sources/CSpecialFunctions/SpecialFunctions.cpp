#include "CSpecialFunctions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/non_central_chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace {

using namespace boost::math::policies;

// Every error becomes a value: NaN out of the domain, infinity on overflow. Doubles stay doubles: working in long
// double, Boost's default, costs ten times as much for the last digit.
using Quiet = policy<domain_error<ignore_error>, pole_error<ignore_error>, overflow_error<ignore_error>,
                     underflow_error<ignore_error>, denorm_error<ignore_error>, rounding_error<ignore_error>,
                     evaluation_error<ignore_error>, indeterminate_result_error<ignore_error>,
                     discrete_quantile<integer_round_up>, promote_double<false>>;

using Normal = boost::math::normal_distribution<double, Quiet>;
using StudentT = boost::math::students_t_distribution<double, Quiet>;
using Gamma = boost::math::gamma_distribution<double, Quiet>;
using ChiSquare = boost::math::chi_squared_distribution<double, Quiet>;
using NonCentralChiSquare = boost::math::non_central_chi_squared_distribution<double, Quiet>;
using Binomial = boost::math::binomial_distribution<double, Quiet>;
using Beta = boost::math::beta_distribution<double, Quiet>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

bool isProbability(double p) { return p >= 0 && p <= 1; }
bool isPositive(double x) { return x > 0 && x < infinity; }

}  // namespace

extern "C" {

double mt_normal_cdf(double x) noexcept { return x != x ? undefined : cdf(Normal(), x); }

double mt_normal_upper(double x) noexcept { return x != x ? undefined : cdf(complement(Normal(), x)); }

double mt_normal_quantile(double p) noexcept {
    if (!isProbability(p)) return undefined;
    if (p == 0) return -infinity;
    if (p == 1) return infinity;
    return quantile(Normal(), p);
}

double mt_student_t_density(double nu, double x) noexcept {
    return isPositive(nu) && x == x ? pdf(StudentT(nu), x) : undefined;
}

double mt_student_t_cdf(double nu, double x) noexcept {
    return isPositive(nu) && x == x ? cdf(StudentT(nu), x) : undefined;
}

double mt_student_t_quantile(double nu, double p) noexcept {
    if (!isPositive(nu) || !isProbability(p)) return undefined;
    if (p == 0) return -infinity;
    if (p == 1) return infinity;
    return quantile(StudentT(nu), p);
}

double mt_gamma_cdf(double shape, double x) noexcept {
    if (!isPositive(shape) || !(x >= 0)) return undefined;
    return x == infinity ? 1 : cdf(Gamma(shape), x);
}

double mt_gamma_upper(double shape, double x) noexcept {
    if (!isPositive(shape) || !(x >= 0)) return undefined;
    return x == infinity ? 0 : cdf(complement(Gamma(shape), x));
}

double mt_gamma_quantile(double shape, double p) noexcept {
    if (!isPositive(shape) || !isProbability(p)) return undefined;
    return p == 1 ? infinity : quantile(Gamma(shape), p);
}

double mt_gamma_upper_quantile(double shape, double q) noexcept {
    if (!isPositive(shape) || !isProbability(q)) return undefined;
    return q == 0 ? infinity : quantile(complement(Gamma(shape), q));
}

double mt_gamma_density(double shape, double x) noexcept {
    if (!isPositive(shape) || !(x >= 0)) return undefined;
    return x == infinity ? 0 : pdf(Gamma(shape), x);
}

double mt_non_central_chi_square_cdf(double degrees, double noncentrality, double x) noexcept {
    if (!isPositive(degrees) || !(noncentrality >= 0 && noncentrality < infinity) || !(x >= 0)) return undefined;
    if (x == infinity) return 1;
    return noncentrality == 0 ? cdf(ChiSquare(degrees), x) : cdf(NonCentralChiSquare(degrees, noncentrality), x);
}

double mt_binomial_mass(double trials, double probability, double successes) noexcept {
    return isProbability(probability) ? pdf(Binomial(trials, probability), successes) : undefined;
}

double mt_binomial_cdf(double trials, double probability, double successes) noexcept {
    return isProbability(probability) ? cdf(Binomial(trials, probability), successes) : undefined;
}

double mt_binomial_upper(double trials, double probability, double successes) noexcept {
    return isProbability(probability) ? cdf(complement(Binomial(trials, probability), successes)) : undefined;
}

double mt_binomial_quantile(double trials, double probability, double p) noexcept {
    return isProbability(probability) && isProbability(p) ? quantile(Binomial(trials, probability), p) : undefined;
}

double mt_beta_cdf(double a, double b, double x) noexcept {
    return isPositive(a) && isPositive(b) ? cdf(Beta(a, b), x) : undefined;
}

double mt_beta_quantile(double a, double b, double p) noexcept {
    return isPositive(a) && isPositive(b) && isProbability(p) ? quantile(Beta(a, b), p) : undefined;
}

double mt_log_gamma(double x) noexcept { return boost::math::lgamma(x, Quiet()); }

}  // extern "C"
