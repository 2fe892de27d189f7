/// Records that one side of a remote has and the other has not.
struct RemoteRecords {
  let remote: String
  /// By environment, sorted; those without any are left out.
  let environments: [(name: String, records: Int)]

  /// Of one environment alone where `only` names it.
  init(_ remote: String, _ counts: [String: Int], _ only: String?) {
    self.remote = remote
    environments = counts.sorted { $0.key < $1.key }
      .filter { $0.value > 0 && (only == nil || only == $0.key) }
      .map { (name: $0.key, records: $0.value) }
  }

  var records: Int { environments.reduce(0) { $0 + $1.records } }

  /// `2 records of dev`, or `3 records (dev 2, prod 1)`.
  var text: String {
    if environments.count == 1 {
      return "\(count(records, "record")) of \(visible(environments[0].name))"
    }
    let list = environments.map { "\(visible($0.name)) \($0.records)" }.joined(separator: ", ")
    return "\(count(records, "record")) (\(list))"
  }

  var json: JSON {
    .object([
      ("remote", .string(remote)), ("records", .integer(records)),
      (
        "environments",
        .array(
          environments.map { name, records in
            .object([("env", .string(name)), ("records", .integer(records))])
          }
        )
      ),
    ])
  }
}
