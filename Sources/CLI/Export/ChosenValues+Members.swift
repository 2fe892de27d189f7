import Secrets

extension ChosenValues {
  /// The members of the JSON object that an entry holds; what holds none, or has no members, stays.
  func members(of entry: ExportEntry) throws -> [ExportEntry] {
    let leaves: [JSONObject.Leaf]
    do throws(JSONObject.Problem) {
      leaves = try JSONObject(entry.value)?.leaves() ?? []
    } catch {
      throw JSONMember.failure(error, visible(entry.source), of: entry.source)
    }
    guard !leaves.isEmpty else { return [entry] }
    return leaves.map { leaf in
      ExportEntry(
        name: ExportName.of(member: leaf.path, in: entry.name, naming),
        value: leaf.value,
        source: "\(entry.source) (\(leaf.path.joined(separator: ".")))"
      )
    }
  }
}
