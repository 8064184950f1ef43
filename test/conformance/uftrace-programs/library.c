__attribute__((noinline)) int inner(int x) { return x * 2; }
int libfn(int x) { return inner(x) + 1; }
