import CCurl
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The thread that owns a curl multi handle (`curl_multi_perform`, `curl_multi_poll`).
///
/// Only `curl_multi_wakeup` is called from other threads, which its documentation allows.
final class CurlLoop: Sendable {
  private struct Inbox {
    var pending: [CurlTransfer] = []
    var isClosed = false
  }

  /// Sendable: the pointer goes to the loop's thread; others use it for `curl_multi_wakeup` alone.
  @safe
  private struct Multi: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
  }

  private let inbox = Mutex(Inbox())
  private let multi: Multi
  private let limit: FlightLimit

  /// Nil when there is no memory or no thread to be had.
  static func start(limit: FlightLimit) -> CurlLoop? {
    guard let handle = unsafe curl_multi_init() else { return nil }
    // Kept for the next request also while few are in flight.
    let connections = max(limit.maximum, 4)
    _ = unsafe gss_curl_multi_setopt_long(handle, CURLMOPT_MAXCONNECTS, connections)
    let loop = unsafe CurlLoop(multi: Multi(handle: handle), limit: limit)
    guard startThread({ loop.run() }) else {
      unsafe curl_multi_cleanup(handle)
      return nil
    }
    return loop
  }

  private init(multi: Multi, limit: FlightLimit) {
    self.multi = multi
    self.limit = limit
  }

  func add(_ transfer: CurlTransfer) {
    inbox.withLock { $0.pending.append(transfer) }
    wakeUp()
  }

  func wakeUp() {
    // Under the lock, so that the handle is not freed meanwhile.
    inbox.withLock { inbox in
      if !inbox.isClosed { _ = unsafe curl_multi_wakeup(multi.handle) }
    }
  }

  /// Ends the thread; nobody waits for an answer any more when this is called.
  func close() {
    inbox.withLock { inbox in
      if !inbox.isClosed { _ = unsafe curl_multi_wakeup(multi.handle) }
      inbox.isClosed = true
    }
  }

  private func run() {
    blockSignals()
    var waiting: [CurlTransfer] = []
    var active: [UInt: CurlTransfer] = [:]
    while true {
      let isClosed = inbox.withLock { inbox in
        waiting += inbox.pending
        inbox.pending = []
        return inbox.isClosed
      }
      if isClosed { break }
      dropCancelled(&waiting, &active)
      startNext(&waiting, &active)
      var running: Int32 = 0
      let status = unsafe curl_multi_perform(multi.handle, &running)
      finishDone(&active)
      if status != CURLM_OK {
        for transfer in active.values { unsafe transfer.fail(status, multi: multi.handle) }
        active = [:]
      }
      if !waiting.isEmpty && active.count < limit.current { continue }
      // Wakes up for sockets, libcurl's own timers and `curl_multi_wakeup`.
      _ = unsafe curl_multi_poll(multi.handle, nil, 0, 60_000, nil)
    }
    for transfer in active.values {
      unsafe transfer.abandon(multi: multi.handle)
    }
    for transfer in waiting { unsafe transfer.abandon(multi: multi.handle) }
    unsafe curl_multi_cleanup(multi.handle)
  }

  private func dropCancelled(
    _ waiting: inout [CurlTransfer],
    _ active: inout [UInt: CurlTransfer]
  ) {
    // The flag may change at any moment, so it is read once for each.
    waiting.removeAll { transfer in
      guard transfer.isCancelled else { return false }
      unsafe transfer.abandon(multi: multi.handle)
      return true
    }
    for (key, transfer) in active where transfer.isCancelled {
      unsafe transfer.abandon(multi: multi.handle)
      active[key] = nil
    }
  }

  private func startNext(
    _ waiting: inout [CurlTransfer],
    _ active: inout [UInt: CurlTransfer]
  ) {
    while active.count < limit.current, !waiting.isEmpty {
      let transfer = waiting.removeFirst()
      transfer.round = limit.round
      guard let handle = unsafe transfer.prepare() else { continue }
      let status = unsafe curl_multi_add_handle(multi.handle, handle)
      guard status == CURLM_OK else {
        unsafe transfer.fail(status, multi: multi.handle)
        continue
      }
      active[UInt(bitPattern: handle)] = transfer
    }
  }

  private func finishDone(_ active: inout [UInt: CurlTransfer]) {
    var queued: Int32 = 0
    while let message = unsafe curl_multi_info_read(multi.handle, &queued) {
      guard unsafe message.pointee.msg == CURLMSG_DONE,
        let handle = unsafe message.pointee.easy_handle
      else { continue }
      // Read before the handle is removed: the message does not outlive that.
      let result = unsafe message.pointee.data.result
      _ = unsafe curl_multi_remove_handle(multi.handle, handle)
      active.removeValue(forKey: UInt(bitPattern: handle))?.finish(result)
    }
  }

  /// Signals are for the program's own threads.
  ///
  /// A SIGPIPE of a connection that went away stays pending here and harms nobody.
  private func blockSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
