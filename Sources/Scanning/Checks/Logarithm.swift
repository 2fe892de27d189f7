#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

enum Logarithm {
  static func base2(_ x: Double) -> Double { log2(x) }
}
