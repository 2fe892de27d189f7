import Scanning

extension CustomAllowList {
  /// Its first patterns, for a message.
  var summary: String {
    let all = regexes.map(\.source) + paths.map(\.source) + stopWords + commits.sorted()
    let shown = all.prefix(3).map { String($0.prefix(40)) }.joined(separator: ", ")
    return all.isEmpty ? "nothing" : shown + (all.count > 3 ? " and \(all.count - 3) more" : "")
  }
}
