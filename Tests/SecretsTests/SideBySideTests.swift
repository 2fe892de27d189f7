import Secrets
import Synchronization
import Testing

/// Several things at once: few, of few bytes, each handed over once.
@Suite struct SideBySideTests {
  private final class Flight: Sendable {
    private let state = Mutex((now: 0, most: 0, bytes: 0, mostBytes: 0))

    func take(_ bytes: Int) {
      state.withLock {
        $0.now += 1
        $0.bytes += bytes
        $0.most = max($0.most, $0.now)
        $0.mostBytes = max($0.mostBytes, $0.bytes)
      }
    }

    func leave(_ bytes: Int) {
      state.withLock {
        $0.now -= 1
        $0.bytes -= bytes
      }
    }

    var most: Int { state.withLock { $0.most } }
    var mostBytes: Int { state.withLock { $0.mostBytes } }
  }

  private struct Trouble: Error {}

  @Test(arguments: [1, 5 << 20, 40 << 20])
  func fewAreUnderWayAndAllAreHandedOver(size: Int) async throws {
    let flight = Flight()
    var landed: [Int] = []
    await SideBySide.run(100) { number throws(Never) -> SideBySide.Work<Int>? in
      if number == 17 { return nil }
      return SideBySide.Work(bytes: size) {
        flight.take(size)
        for _ in 0..<20 { await Task.yield() }
        flight.leave(size)
        return number * 2
      }
    } land: { ended throws(Never) in
      for (number, outcome) in ended {
        #expect(outcome == number * 2)
        landed.append(number)
      }
      return true
    }
    #expect(landed.sorted() == (0..<100).filter { $0 != 17 })
    #expect(flight.most <= SideBySide.atOnce)
    #expect(flight.mostBytes <= max(size, SideBySide.bytesAtOnce))
  }

  @Test func whatWasBegunEndsAlsoWhereOneFails() async throws {
    let begun = Mutex(0)
    var landed = 0
    await #expect(throws: Trouble.self) {
      try await SideBySide.run(100) { number throws(Trouble) -> SideBySide.Work<Int>? in
        begun.withLock { $0 += 1 }
        return SideBySide.Work(bytes: 1) { number }
      } land: { ended throws(Trouble) in
        landed += ended.count
        if landed > 10 { throw Trouble() }
        return true
      }
    }
    #expect(landed == begun.withLock { $0 } || landed + 1 == begun.withLock { $0 })
    #expect(landed < 100)
  }

  @Test func noMoreAreBegunWhenThatIsSaid() async {
    var landed = 0
    await SideBySide.run(100) { number throws(Never) -> SideBySide.Work<Int>? in
      SideBySide.Work(bytes: 1) { number }
    } land: { ended throws(Never) in
      landed += ended.count
      return false
    }
    #expect(landed <= SideBySide.atOnce)
  }
}
