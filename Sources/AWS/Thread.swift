#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs `body` on a thread of its own, for what blocks; false when the system refuses one.
@discardableResult
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  let context = unsafe Unmanaged.passRetained(ThreadBody(run: body))
  #if canImport(Glibc)
  var thread = pthread_t()
  #else
  var thread: pthread_t?
  #endif
  let status = unsafe pthread_create(
    &thread,
    nil,
    { context in
      #if canImport(Glibc)
      guard let context = unsafe context else { return nil }
      #endif
      unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    },
    context.toOpaque()
  )
  guard status == 0 else {
    unsafe context.release()
    return false
  }
  #if canImport(Glibc)
  pthread_detach(thread)
  #else
  if let thread = unsafe thread { unsafe pthread_detach(thread) }
  #endif
  return true
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
