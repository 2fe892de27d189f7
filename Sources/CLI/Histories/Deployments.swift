import Ledger

/// A deployment that ran with a version of a secret.
struct Deployment {
  let environment: String
  let record: IndexedRecord
}

/// Some of all deployments that were looked at, newest first: the same ones ran with many secrets.
struct Deployments: RandomAccessCollection {
  /// All of them, each once.
  final class Table {
    fileprivate var all: [Deployment] = []

    /// The number of the one that is added.
    func add(_ deployment: Deployment) -> Int32 {
      all.append(deployment)
      return Int32(all.count - 1)
    }
  }

  private let table: Table
  private var numbers: [Int32]

  init(_ table: Table, _ numbers: [Int32] = []) {
    self.table = table
    self.numbers = numbers
  }

  mutating func append(_ number: Int32) { numbers.append(number) }

  var startIndex: Int { 0 }
  var endIndex: Int { numbers.count }
  subscript(position: Int) -> Deployment { table.all[Int(numbers[position])] }
}
