// Burns time in functions with names of every kind, in two threads, with calls through the PLT.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace bench {

struct Shape {
  virtual ~Shape() = default;
  virtual double area(int n) const = 0;
};

struct Circle : Shape {
  double radius = 1.5;
  __attribute__((noinline)) double area(int n) const override {
    double sum = 0;
    for (int i = 0; i < n; i++) sum += radius * radius * 3.14159 / (i + 1);
    return sum;
  }
};

template <typename T>
__attribute__((noinline)) T total(const std::vector<T> &values) {
  T sum{};
  for (const T &value : values) sum += value * value;
  return sum;
}

class Table {
 public:
  explicit Table(std::size_t size) : rows(size) {}
  __attribute__((noinline)) Table &operator+=(int by) {
    for (std::string &row : rows) row.append(std::to_string(by));
    return *this;
  }
  __attribute__((noinline)) std::size_t length() const {
    std::size_t sum = 0;
    for (const std::string &row : rows) sum += std::strlen(row.c_str());
    return sum;
  }

 private:
  std::vector<std::string> rows;
};

static __attribute__((noinline)) int compare(const void *a, const void *b) {
  return *static_cast<const int *>(a) - *static_cast<const int *>(b);
}

}  // namespace bench

static __attribute__((noinline)) double work(int rounds) {
  bench::Circle circle;
  const bench::Shape &shape = circle;
  double result = 0;
  for (int i = 0; i < rounds; i++) {
    std::vector<long> longs(200, i);
    std::vector<int> ints(300);
    for (int &value : ints) value = std::rand();
    std::qsort(ints.data(), ints.size(), sizeof(int), bench::compare);
    auto add = [&](long value) { result += value % 7; };
    std::for_each(longs.begin(), longs.end(), add);
    bench::Table table(20);
    table += i;
    result += shape.area(200) + bench::total(longs) + table.length();
  }
  return result;
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 30;
  double other = 0;
  std::thread second([&] { other = work(rounds); });
  double mine = work(rounds);
  second.join();
  std::printf("%.1f\n", mine + other);
}
