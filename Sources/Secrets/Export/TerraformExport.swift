import AWS

/// A `.tfvars` file: assignments of HCL's quoted templates (HCL syntax specification, Template
/// Expressions), in which `${` and `%{` are written `$${` and `%%{`.
struct TerraformExport: ExportWriter {
  let title = "a .tfvars file"

  func problem(_ entry: ExportEntry) -> String? {
    guard entry.hasVariableName else { return "gives a name that no Terraform variable has" }
    guard entry.value.isText else { return ExportEntry.notText }
    // `$$${` is not said to be one dollar more.
    return entry.value.contains("$${") || entry.value.contains("%%{")
      ? "holds “$${” or “%%{”, which HCL has no sure way to write" : nil
  }

  func write(_ entries: [ExportEntry], to document: inout SecretBuffer) {
    for entry in entries {
      document.append(contentsOf: "\(entry.name) = \"".utf8)
      var last: Unicode.Scalar?
      entry.value.forEachScalar { scalar in
        if scalar == "{", let mark = last, mark == "$" || mark == "%" { document.append(mark) }
        if let escaped = CommonEscapes.escape(scalar) {
          document.append(contentsOf: escaped.utf8)
        } else {
          document.append(scalar)
        }
        last = scalar
      }
      document.append(contentsOf: "\"\n".utf8)
    }
  }
}
