/// A name with a value beside it.
struct Assignment {
  enum Form {
    /// `name = "value"`, `"name": "value"`.
    case quoted
    /// `NAME=value` where the kind of file has values to the end of the line, or to a space.
    case bare
    /// Bare where that may as well be an expression or prose.
    case loose
    /// As `loose`, with more words behind it on the line.
    case prose
    /// `("name", "value")`, `name("value")`, `name || "value"`.
    case indirect
    /// `name == "value"`, `name != "value"`.
    case compared
    /// `"name", "value"` in a list, where both may be names.
    case listed
    /// The password in a call that takes a user and a password: `NetworkCredential("ada", "…")`.
    case login
  }

  let name: Range<Int>
  let value: Range<Int>
  let form: Form
}
