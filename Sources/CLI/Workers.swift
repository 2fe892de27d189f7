import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Several threads that do the same work.
enum Workers {
  /// One for each processor that this process may use.
  static var defaultCount: Int { max(1, min(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 256)) }

  /// Runs `body` with the numbers from 0 to `count - 1` at the same time, 0 on this thread, and
  /// returns when all have ended.
  ///
  /// Where the system refuses a thread, fewer run: work is to be claimed, not dealt out.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for number in 1..<max(count, 1) {
      guard let thread = start({ body(number) }) else { break }
      threads.append(thread)
    }
    body(0)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Archives in archives want more than the half megabyte that macOS gives.
  private static let stackSize = 8 << 20

  private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    // Allocated, not initialised: which C module the initialiser belongs to depends on what else is
    // compiled with this file.
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    defer { unsafe attributes.deallocate() }
    guard unsafe pthread_attr_init(attributes) == 0 else { return nil }
    defer { unsafe pthread_attr_destroy(attributes) }
    unsafe pthread_attr_setstacksize(attributes, stackSize)
    let context = unsafe Unmanaged.passRetained(WorkerBody(run: body))
    #if canImport(Glibc)
    var thread = pthread_t()
    #else
    var thread: pthread_t?
    #endif
    let status = unsafe pthread_create(
      &thread,
      attributes,
      { context in
        #if canImport(Glibc)
        guard let context = unsafe context else { return nil }
        #endif
        unsafe Unmanaged<WorkerBody>.fromOpaque(context).takeRetainedValue().run()
        return nil
      },
      context.toOpaque()
    )
    guard status == 0 else {
      unsafe context.release()
      return nil
    }
    return thread
  }
}

private final class WorkerBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Deals out the numbers below a count in runs of neighbours, long ones first.
///
/// Neighbours in a pack share their bases, and files in a folder the folder; towards the end the
/// runs are short, so that all threads end at about the same time.
final class WorkList: Sendable {
  private let count: Int
  private let threads: Int
  private let next = Mutex(0)

  init(count: Int, threads: Int) {
    self.count = count
    self.threads = threads
  }

  /// The next run; nil when nothing is left.
  func claim() -> Range<Int>? {
    next.withLock { next in
      guard next < count else { return nil }
      let length = max(8, min(1024, (count - next) / (4 * threads)))
      let run = next..<min(count, next + length)
      next = run.upperBound
      return run
    }
  }
}

/// What the workers have made so far.
final class Gathered<Part: Sendable>: Sendable {
  private let parts = Mutex<[(first: Int, part: Part)]>([])

  /// Adds what was made of the run that starts with `first`.
  func add(_ part: Part, from first: Int) {
    parts.withLock { $0.append((first, part)) }
  }

  /// All parts in the order of their runs, however the threads took turns.
  func inOrder() -> [Part] {
    parts.withLock { parts in parts.sorted { $0.first < $1.first }.map(\.part) }
  }
}
