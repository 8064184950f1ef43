// Names as C++ mangles them: templates, operators, lambdas, virtual functions, threads.
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace ns {
template <class T> struct Box {
  T value;
  Box(T v) : value(v) {}
  ~Box() {}
  T get() const { return value; }
  Box operator+(const Box &other) { return Box(value + other.value); }
  operator bool() const { return true; }
};
static int hidden(int x) { return x; }
struct Base {
  virtual ~Base() {}
  virtual int f(int) { return 1; }
};
struct Derived : Base {
  int f(int x) override { return hidden(x); }
};
} // namespace ns

struct Operators {
  void *operator new(size_t size) { return ::operator new(size); }
  int operator()(int x) { return x; }
  int operator[](int x) { return x; }
};

int main() {
  ns::Box<std::string> a("x"), b("y");
  auto c = a + b;
  std::map<std::string, std::vector<int>> map;
  map["a"].push_back(3);
  auto lambda = [&](int q) { return q + (int)map.size(); };
  lambda(3);
  ns::Base *base = new ns::Derived;
  base->f(2);
  delete base;
  Operators operators;
  operators(3);
  operators[2];
  delete new Operators;
  if (a) std::cout << c.get() << std::endl;
  std::thread thread([] {
    ns::Box<int> box(3);
    box.get();
  });
  thread.join();
}
