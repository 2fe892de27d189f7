import Synchronization

/// Does several things side by side: few at once, and of these only so many bytes.
package enum SideBySide {
  /// How many things are done at once, and how many bytes they hold together, but for one alone.
  package static let atOnce = 8
  package static let bytesAtOnce = 32 << 20

  /// One thing to do.
  package struct Work<Outcome: Sendable>: Sendable {
    let bytes: Int
    let run: @Sendable () async -> Outcome

    /// - Parameters:
    ///   - bytes: what it holds in memory, as far as that is known.
    ///   - run: what to do; gives an outcome whatever happens.
    package init(bytes: Int, _ run: @escaping @Sendable () async -> Outcome) {
      self.bytes = bytes
      self.run = run
    }
  }

  /// Begins the things 0 to `count - 1` in their order, and hands over what came of them.
  ///
  /// What was begun is waited for and handed over in any case, also when the task is cancelled, which
  /// the works are told.
  ///
  /// - Parameters:
  ///   - count: how many there are.
  ///   - atOnce: how many are under way at most.
  ///   - begin: gives one; nil where there is nothing to do after all.
  ///   - land: takes those that ended since, each once; called on the caller's behalf, never twice at
  ///     the same time. Whether more are to begin.
  /// - Throws: what the two throw, after all that was begun has ended.
  package static func run<Outcome: Sendable, Problem: Error>(
    _ count: Int,
    atOnce: Int = atOnce,
    begin: (Int) throws(Problem) -> Work<Outcome>?,
    land: ([(number: Int, outcome: Outcome)]) throws(Problem) -> Bool
  ) async throws(Problem) {
    let ended = Ended<Outcome>()
    var problem: Problem?
    var goesOn = true
    await withTaskGroup(of: Int.self) { group in
      var flying = 0
      var bytes = 0
      func waitForOne() async {
        guard let size = await group.next() else { return }
        flying -= 1
        bytes -= size
        let new = ended.take()
        guard !new.isEmpty else { return }
        do throws(Problem) {
          if try !land(new) { goesOn = false }
        } catch {
          problem = problem ?? error
        }
      }
      for number in 0..<count {
        guard goesOn, problem == nil, !Task.isCancelled else { break }
        do throws(Problem) {
          guard let work = try begin(number) else { continue }
          while flying >= atOnce || flying > 0 && bytes + work.bytes > bytesAtOnce {
            await waitForOne()
          }
          guard goesOn, problem == nil else { break }
          flying += 1
          bytes += work.bytes
          group.addTask {
            ended.add((number, await work.run()))
            return work.bytes
          }
        } catch {
          problem = problem ?? error
        }
      }
      while flying > 0 { await waitForOne() }
    }
    if let problem { throw problem }
  }
}

/// What ended and was not handed over yet.
private final class Ended<Outcome: Sendable>: Sendable {
  private let outcomes = Mutex<[(number: Int, outcome: Outcome)]>([])

  func add(_ outcome: (number: Int, outcome: Outcome)) { outcomes.withLock { $0.append(outcome) } }

  func take() -> [(number: Int, outcome: Outcome)] {
    outcomes.withLock { outcomes in
      defer { outcomes = [] }
      return outcomes
    }
  }
}
