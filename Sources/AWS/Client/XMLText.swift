/// Text of elements in the small XML answers of STS; not an XML parser for anything else.
package enum XMLText {
  /// What stands in the first element of that name, with the five entities resolved.
  package static func first(_ element: String, in xml: String) -> String? {
    guard let start = xml.firstRange(of: "<\(element)>"),
      let end = xml[start.upperBound...].firstRange(of: "</\(element)>")
    else { return nil }
    var text = String(xml[start.upperBound..<end.lowerBound])
    guard text.contains("&") else { return text }
    let entities = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"),
    ]
    for (entity, character) in entities {
      text = text.replacing(entity, with: character)
    }
    return text
  }
}
