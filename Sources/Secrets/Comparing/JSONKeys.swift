/// The keys of a text of JSON.
package enum JSONKeys {
  /// Whether no object has a key twice, of which readers would take different ones; false also for
  /// what is not JSON, or nested deeper than anybody writes by hand.
  package static func areUnique(_ text: [UInt8]) -> Bool {
    let bytes = text.span
    guard let json = JSONNodes(bytes) else { return false }
    for (index, node) in json.nodes.enumerated() where node.kind == .object {
      let children = json.children(of: index)
      let keys = Set(children.map { JSONString.text(bytes, json.nodes[$0].key) })
      if keys.count < children.count { return false }
    }
    return true
  }
}
