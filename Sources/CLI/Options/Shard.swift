package import Git

/// One of several parts of a scan, which together see everything once.
///
/// What belongs to a part is told by the object ids, so that each part can be computed alone, on
/// any machine, and no two parts overlap.
package struct Shard: Sendable, Equatable {
  /// From 1 to `count`.
  package let number: Int
  package let count: Int

  package init?(number: Int, of count: Int) {
    guard count >= 1, (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `2/8`, or `auto`, which is what the environment of a job array says.
  ///
  /// - Throws: a usage failure that tells what is wrong.
  package init(parsing text: String, environment: [String: String]) throws(Failure) {
    guard text != "auto" else {
      self = try Self.fromEnvironment(environment)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      let shard = Shard(number: number, of: count)
    else {
      throw Failure.usage(
        "The shard `\(visible(text))` is not I/N with I from 1 to N.",
        hint: "Say --shard 1/4, or --shard auto in a job array."
      )
    }
    self = shard
  }

  /// Where job arrays tell a job which of them it is.
  ///
  /// AWS Batch: "Array jobs"; Kubernetes: "Indexed Job for Parallel Processing", where the number
  /// of completions has to be passed on by the manifest; GitLab: `parallel`; CircleCI:
  /// "Test splitting"; Buildkite: "Parallel builds".
  private static let arrays: [(index: String, count: String, first: Int)] = [
    ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", 0),
    ("JOB_COMPLETION_INDEX", "JOB_COMPLETIONS", 0),
    ("CI_NODE_INDEX", "CI_NODE_TOTAL", 1),
    ("CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0),
    ("BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0),
  ]

  private static func fromEnvironment(_ environment: [String: String]) throws(Failure) -> Shard {
    for array in arrays {
      guard let index = environment[array.index] else { continue }
      guard let count = environment[array.count] else {
        throw Failure.usage(
          "\(array.index) is set, but \(array.count) is not, so the number of shards is unknown.",
          hint: "Set \(array.count), or say --shard I/N."
        )
      }
      guard let number = Int(index), let total = Int(count),
        let shard = Shard(number: number - array.first + 1, of: total)
      else {
        throw Failure.usage(
          "\(array.index)=\(visible(index)) and \(array.count)=\(visible(count)) name no shard."
        )
      }
      return shard
    }
    throw Failure.usage(
      "--shard auto finds no job array in the environment.",
      hint: "It knows \(arrays.map(\.index).joined(separator: ", ")); else say --shard I/N."
    )
  }

  /// Whether an object belongs to this part.
  package func contains(_ id: ObjectID) -> Bool { holds(id.leadingBits) }

  /// Whether a file of the file system belongs to this part, told by its path.
  package func contains(_ path: GitPath) -> Bool {
    // FNV-1a, 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in path.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return holds(hash ^ hash >> 32)
  }

  private func holds(_ hash: UInt64) -> Bool { Int(hash % UInt64(count)) == number - 1 }
}
