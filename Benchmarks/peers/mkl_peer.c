// The comparison's ceiling: the same work with Intel MKL, as one would write it in C. See ../README.md.
//
//     mkl-peer WORKLOAD PRECISION THREADS PATHS [--block N] [--normals icdf|boxmuller] [--product trmm|gemm]
//              [--accuracy high|low]
//
// Prints "ready" when everything is set up; then, for every line on standard input, makes one pass (simulate, value,
// VaR 99 %, ES 97.5 %) and prints "SECONDS VAR ES". The parameters of the workloads are those of Workload.swift and numpy_peer.py.
#define _GNU_SOURCE
#include <math.h>
#include <mkl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HORIZON(days) ((days) / 252.0)
#define RATE 0.02
#define YIELD 0.01

typedef struct {
    double log_strike, strike, time, volatility, sign, quantity;
    int factor;
} Option;

typedef struct {
    int factors, steps, options, is_single, use_gemm, paths, block, method, threads;
    MKL_INT64 accuracy;
    double *lower, *growth, *weights, value_today;  // lower is scaled by σ√Δ; growth includes log S₀ for options
    float *single_lower, *single_weights;
    Option *terms;
    double *profit_and_loss;
    atomic_int next;
} Job;

typedef struct {
    Job *job;
    VSLStreamStatePtr stream;
    double *normals, *state, *scratch;
    float *single_normals, *single_state, *single_values;
} Worker;

static double cumulative_normal(double x) { return 0.5 * erfc(-x / sqrt(2.0)); }

static double price(const Option *o, double spot, double time) {
    double deviation = o->volatility * sqrt(time);
    double d1 = (log(spot) - o->log_strike + (RATE - YIELD) * time) / deviation + 0.5 * deviation;
    return o->sign * (spot * exp(-YIELD * time) * cumulative_normal(o->sign * d1) -
                      o->strike * exp(-RATE * time) * cumulative_normal(o->sign * (d1 - deviation)));
}

static void set_up(Job *job, const char *workload) {
    int n = job->factors = !strcmp(workload, "linear") ? 500 : !strcmp(workload, "small") ? 20 : 50;
    job->steps = !strcmp(workload, "steps") ? 250 : 1;
    job->options = !strcmp(workload, "options") ? 1000 : 0;
    double horizon = HORIZON(job->steps == 1 ? 10 : 250), length = horizon / job->steps;
    double *level = malloc(n * sizeof(double)), *volatility = malloc(n * sizeof(double));
    job->lower = mkl_malloc((size_t)n * n * 8, 64);
    job->single_lower = mkl_malloc((size_t)n * n * 4, 64);
    job->growth = malloc(n * sizeof(double));
    job->weights = malloc(n * sizeof(double));
    job->single_weights = malloc(n * sizeof(float));
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            double a = 0.3 + 0.04 * (7 * i % 11), b = 0.3 + 0.04 * (7 * j % 11);
            job->lower[i * n + j] = i == j ? 1.0 : a * b;
        }
        level[i] = 50.0 + 10.0 * (i % 17);
        volatility[i] = 0.15 + 0.02 * (5 * i % 13);
    }
    LAPACKE_dpotrf(LAPACK_ROW_MAJOR, 'L', n, job->lower, n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            job->lower[i * n + j] *= j > i ? 0.0 : volatility[i] * sqrt(length);
            job->single_lower[i * n + j] = (float)job->lower[i * n + j];
        }
        double quantity = 100.0 * (1 + i % 5) * (i % 4 == 3 ? -1 : 1);
        double growth = -0.5 * volatility[i] * volatility[i] * horizon;
        job->growth[i] = log(level[i]) + growth;
        job->weights[i] = quantity * level[i] * exp(growth);
        job->single_weights[i] = (float)job->weights[i];
        if (!job->options) job->value_today += quantity * level[i];
    }
    job->terms = malloc((size_t)(job->options + 1) * sizeof(Option));
    for (int k = 0; k < job->options; k++) {
        Option *o = &job->terms[k];
        int j = k / n;
        o->factor = k % n;
        o->strike = level[o->factor] * (0.80 + 0.02 * j);
        o->log_strike = log(o->strike);
        o->sign = j % 2 == 0 ? 1 : -1;
        o->volatility = volatility[o->factor];
        o->quantity = 10.0 * (1 + k % 3) * (k % 4 == 3 ? -1 : 1);
        o->time = 0.25 * (1 + k % 8);
        job->value_today += o->quantity * price(o, level[o->factor], o->time);
        o->time -= horizon;
    }
    free(level);
    free(volatility);
}

// Options on one block: logarithms of the levels in, values out.
static void value_options(Worker *w, int width, double *values) {
    const Job *job = w->job;
    double *logs = w->normals, *spots = w->state, *d = w->scratch;
    for (int i = 0; i < job->factors; i++)
        for (int p = 0; p < width; p++) logs[i * width + p] += job->growth[i];
    vdExp(job->factors * width, logs, spots);
    memset(values, 0, width * sizeof(double));
    for (int k = 0; k < job->options; k++) {
        const Option *o = &job->terms[k];
        const double *log_spot = logs + o->factor * width, *spot = spots + o->factor * width;
        double deviation = o->volatility * sqrt(o->time), slope = o->sign / deviation, gap = o->sign * deviation;
        double shift = slope * ((RATE - YIELD) * o->time - o->log_strike) + 0.5 * gap;
        double asset = o->quantity * o->sign * exp(-YIELD * o->time);
        double cash = o->quantity * o->sign * o->strike * exp(-RATE * o->time);
        for (int p = 0; p < width; p++) {
            d[p] = log_spot[p] * slope + shift;
            d[width + p] = d[p] - gap;
        }
        vdCdfNorm(2 * width, d, d);
        for (int p = 0; p < width; p++) values[p] += asset * spot[p] * d[p] - cash * d[width + p];
    }
}

static void simulate(Worker *w, int width, double *values) {
    const Job *job = w->job;
    int n = job->factors, count = n * width;
    double *z = w->normals, *x = w->state;
    if (job->use_gemm || job->steps > 1) memset(x, 0, count * sizeof(double));
    for (int step = 0; step < job->steps; step++) {
        vdRngGaussian(job->method, w->stream, count, z, 0.0, 1.0);
        if (job->use_gemm) {
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, n, 1.0, job->lower, n, z, width, 1.0, x, width);
        } else {
            cblas_dtrmm(
                CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, width, 1.0, job->lower, n, z, width);
            if (job->steps > 1)
                for (int i = 0; i < count; i++) x[i] += z[i];
        }
    }
    double *change = job->use_gemm || job->steps > 1 ? x : z;
    if (job->options) {
        if (change != z) memcpy(z, change, count * sizeof(double));
        value_options(w, width, values);
    } else {
        vdExp(count, change, change);
        cblas_dgemv(CblasRowMajor, CblasTrans, n, width, 1.0, change, width, job->weights, 1, 0.0, values, 1);
    }
}

static void simulate_single(Worker *w, int width, double *values) {
    const Job *job = w->job;
    int n = job->factors, count = n * width;
    float *z = w->single_normals, *x = w->single_state;
    if (job->use_gemm || job->steps > 1) memset(x, 0, count * sizeof(float));
    for (int step = 0; step < job->steps; step++) {
        vsRngGaussian(job->method, w->stream, count, z, 0.0f, 1.0f);
        if (job->use_gemm) {
            cblas_sgemm(
                CblasRowMajor, CblasNoTrans, CblasNoTrans, n, width, n, 1.0f, job->single_lower, n, z, width, 1.0f, x, width);
        } else {
            cblas_strmm(
                CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, width, 1.0f, job->single_lower, n, z,
                width);
            if (job->steps > 1)
                for (int i = 0; i < count; i++) x[i] += z[i];
        }
    }
    float *change = job->use_gemm || job->steps > 1 ? x : z;
    vsExp(count, change, change);
    cblas_sgemv(
        CblasRowMajor, CblasTrans, n, width, 1.0f, change, width, job->single_weights, 1, 0.0f, w->single_values, 1);
    for (int p = 0; p < width; p++) values[p] = w->single_values[p];
}

static void *work(void *argument) {
    Worker *w = argument;
    Job *job = w->job;
    vmlSetMode(job->accuracy | VML_ERRMODE_IGNORE);
    for (;;) {
        int start = atomic_fetch_add(&job->next, 1) * job->block;
        if (start >= job->paths) return NULL;
        int width = job->paths - start < job->block ? job->paths - start : job->block;
        double *values = job->profit_and_loss + start;
        if (job->is_single) simulate_single(w, width, values);
        else simulate(w, width, values);
        for (int p = 0; p < width; p++) values[p] -= job->value_today;
    }
}

// Moves the `count` smallest values to the front; the largest of them comes last.
static void select_smallest(double *v, long length, long count) {
    long low = 0, high = length - 1, target = count - 1;
    while (low < high) {
        double a = v[low], b = v[(low + high) / 2], c = v[high];
        double pivot = a < b ? (b < c ? b : (a < c ? c : a)) : (a < c ? a : (b < c ? c : b));
        long i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i <= j) {
                double t = v[i];
                v[i++] = v[j];
                v[j--] = t;
            }
        }
        if (target <= j) high = j;
        else if (target >= i) low = i;
        else return;
    }
}

static void pass(Job *job, Worker *workers) {
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    pthread_t threads[64];
    atomic_store(&job->next, 0);
    for (int t = 1; t < job->threads; t++) pthread_create(&threads[t], NULL, work, &workers[t]);
    work(&workers[0]);
    for (int t = 1; t < job->threads; t++) pthread_join(threads[t], NULL);
    long tail = lrint(ceil(job->paths * 0.025 - 1e-9)), rank = lrint(ceil(job->paths * 0.01 - 1e-9));
    select_smallest(job->profit_and_loss, job->paths, tail);
    double sum = 0;
    for (long i = 0; i < tail; i++) sum -= job->profit_and_loss[i];
    select_smallest(job->profit_and_loss, tail, rank);
    double value_at_risk = -job->profit_and_loss[rank - 1];
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (end.tv_sec - begin.tv_sec) + 1e-9 * (end.tv_nsec - begin.tv_nsec);
    printf("%.9f %.17g %.17g\n", seconds, value_at_risk, sum / tail);
    fflush(stdout);
}

int main(int count, char **arguments) {
    if (count < 5) return fprintf(stderr, "usage: mkl-peer WORKLOAD double|single THREADS PATHS [options]\n"), 64;
    static Job job;
    job.is_single = !strcmp(arguments[2], "single");
    job.threads = atoi(arguments[3]);
    job.paths = atoi(arguments[4]);
    job.method = VSL_RNG_METHOD_GAUSSIAN_ICDF;
    job.accuracy = VML_LA;
    if (job.threads < 1 || job.threads > 64 || job.paths < 1000) return 64;
    set_up(&job, arguments[1]);
    // What was fastest of all that was tried; see ../README.md.
    job.block = job.factors >= 500 ? 256 : 1024;
    job.use_gemm = job.steps > 1;
    for (int i = 5; i + 1 < count; i += 2) {
        const char *name = arguments[i], *value = arguments[i + 1];
        if (!strcmp(name, "--block")) job.block = atoi(value);
        if (!strcmp(name, "--normals") && value[0] == 'b') job.method = VSL_RNG_METHOD_GAUSSIAN_BOXMULLER2;
        if (!strcmp(name, "--normals") && value[0] == 'i') job.method = VSL_RNG_METHOD_GAUSSIAN_ICDF;
        if (!strcmp(name, "--product")) job.use_gemm = value[0] == 'g';
        if (!strcmp(name, "--accuracy")) job.accuracy = value[0] == 'h' ? VML_HA : VML_LA;
    }
    job.profit_and_loss = mkl_malloc((size_t)job.paths * 8, 64);
    Worker *workers = calloc(job.threads, sizeof(Worker));
    size_t numbers = (size_t)job.factors * job.block;
    for (int t = 0; t < job.threads; t++) {
        workers[t] = (Worker){
            .job = &job,
            .normals = mkl_malloc(numbers * 8, 64),
            .state = mkl_malloc(numbers * 8, 64),
            .scratch = mkl_malloc((size_t)job.block * 16, 64),
            .single_normals = mkl_malloc(numbers * 4, 64),
            .single_state = mkl_malloc(numbers * 4, 64),
            .single_values = mkl_malloc((size_t)job.block * 4, 64),
        };
        vslNewStream(&workers[t].stream, VSL_BRNG_PHILOX4X32X10, 20240101 + t);
    }
    char version[256];
    mkl_get_version_string(version, sizeof version);
    printf("ready %s\n", version);
    fflush(stdout);
    for (char line[64]; fgets(line, sizeof line, stdin);) pass(&job, workers);
    return 0;
}
