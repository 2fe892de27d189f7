/// An element of a small XML document, with what is in it.
///
/// Names come as they are written (these services use no prefixes), attributes not at all.
package struct XMLElement: Sendable {
  package let name: String
  /// The text directly in this element, its parts joined; "" where it holds only other elements.
  package internal(set) var text = ""
  /// The text of an element that holds a secret, which then has no `text`.
  package internal(set) var secret: SecretBytes?
  package internal(set) var children: [XMLElement] = []

  /// The first child of that name.
  package func child(_ name: String) -> XMLElement? {
    children.first { $0.name == name }
  }

  /// All children of that name, in order.
  package func all(_ name: String) -> [XMLElement] {
    children.filter { $0.name == name }
  }

  /// The element at the end of a path of names, each the first child of its name.
  package func descendant(_ path: String...) -> XMLElement? {
    var element = self
    for name in path {
      guard let next = element.child(name) else { return nil }
      element = next
    }
    return element
  }

  /// The text of a child; nil where there is no such child.
  package func text(_ name: String) -> String? { child(name)?.text }

  /// Whether a child says `true`; nil where there is no such child.
  func flag(_ name: String) -> Bool? { text(name).map { $0.lowercased() == "true" } }
}
