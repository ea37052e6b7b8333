// Floating-point numbers as their bits.

HELPER uint64_t bits(double x) {
    uint64_t b;
    __builtin_memcpy(&b, &x, sizeof b);
    return b;
}

HELPER double from_bits(uint64_t b) {
    double x;
    __builtin_memcpy(&x, &b, sizeof x);
    return x;
}

HELPER uint32_t single_bits(float x) {
    uint32_t b;
    __builtin_memcpy(&b, &x, sizeof b);
    return b;
}

HELPER float from_single_bits(uint32_t b) {
    float x;
    __builtin_memcpy(&x, &b, sizeof x);
    return x;
}

#define SIGN_BIT 0x8000000000000000u
