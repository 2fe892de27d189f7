import AWS
import Foundation
import Secrets
import TestSupport
import Testing

/// A script is read right, or refused with its line; never is a value read that it does not write.
@Suite struct PythonScriptTests {
  /// The script of the article, byte for byte.
  static let article = """
    from ssm_utils import SsmParameterUpdater

    ssm = SsmParameterUpdater('myapp-dev', 'us-east-1')

    ssm.put_ssm_parameter('/myapp/database/password/1', 'xxxx')
    ssm.put_ssm_parameter('/myapp/database/password/2', 'xxxx')
    # [...]
    ssm.put_ssm_parameter('/cicd/deployed/color', 'blue', value_type='String')

    """

  @Test func theScriptOfTheArticleIsReadAsItIs() {
    let read = PythonScript.read(SecretBytes(utf8: Self.article))
    #expect(read.problems.isEmpty)
    #expect(read.entries.map(\.name).suffix(1) == ["/cicd/deployed/color"])
    #expect(read.entries.map(\.line) == [5, 6, 8])
    #expect(read.entries.map(\.type) == ["SecureString", "SecureString", "String"])
    #expect(
      read.entries.map { $0.value.exposed() } == ["xxxx", "xxxx", "blue"].map { Array($0.utf8) }
    )
    #expect(
      Set(read.entries.map(\.place)) == [DeclaredPlace(profile: "myapp-dev", region: "us-east-1")]
    )
  }

  /// What follows the making of the updater (line 2), with `PUT` for the call, and what is read of it:
  /// the value, or the line of the problem.
  static let variants: [(script: String, value: String?, line: Int)] = [
    // Texts.
    (#"PUT("/a", "v")"#, "v", 0),
    (#"PUT('/a', r'\n')"#, "\\n", 0),
    (#"PUT('/a', R"\"")"#, "\\\"", 0),
    (#"PUT('/a', u'é')"#, "é", 0),
    (#"PUT('/a', '\x41\u00e9\U0001F600\101')"#, "Aé😀A", 0),
    (#"PUT('/a', '\a\b\f\v')"#, "\u{7}\u{8}\u{C}\u{B}", 0),
    (#"PUT('/a', 'it\'s \"q\" \\')"#, "it's \"q\" \\", 0),
    (#"PUT('/a', '\d\q')"#, "\\d\\q", 0),
    ("PUT('/a', 'a\\\nb')", "ab", 0),
    ("PUT('/a', '''a\nb''')", "a\nb", 0),
    (#"PUT('/a', """it's "so" """)"#, "it's \"so\" ", 0),
    (#"PUT('/a', '''a''b''')"#, "a''b", 0),
    (#"PUT('/a', '# no comment')"#, "# no comment", 0),
    (#"PUT('/a', '')"#, "", 0),
    (#"PUT('/a', f'a{{b}}')"#, "a{b}", 0),
    (#"PUT('/a', rf'\d{{')"#, "\\d{", 0),
    (#"PUT('/a', '{b}')"#, "{b}", 0),
    // Texts that are put together.
    (#"PUT('/a', 'a' "b" r'\c')"#, "ab\\c", 0),
    ("PUT('/a', ('a'\n  'b' # c\n  'c'))", "abc", 0),
    (#"PUT('/a', 'a' + ("b" + 'c'))"#, "abc", 0),
    ("PUT('/a',\n\n  'a' +\n  'b'\n)", "ab", 0),
    // Arguments.
    ("PUT('/a', 'v',)", "v", 0),
    ("PUT(value='v', name='/a')", "v", 0),
    ("PUT(value_type='String', value='v', name='/a')", "v", 0),
    ("PUT('/a', value='v')", "v", 0),
    ("ssm . put_ssm_parameter ('/a', 'v')", "v", 0),
    ("PUT('/a', 'v', 'StringList')", "v", 0),
    ("_ = PUT('/a', 'v')", "v", 0),
    ("PUT('/a', 'v'); print('done')", "v", 0),
    ("PUT('/a', \\\n  'v')", "v", 0),
    // What else may stand there.
    ("'''A text.'''\nimport os, sys as system\nPUT('/a', 'v')", "v", 0),
    ("VERSION = 2\nDEBUG = False\nPUT('/a', 'v')", "v", 0),
    ("if __name__ == '__main__':\n\tPUT('/a', 'v')", "v", 0),
    ("if __name__ == \"__main__\":\n\n  # c\n  PUT('/a', 'v')\n", "v", 0),
    ("print(f'{VERSION}') if 0 else 1\nPUT('/a', 'v')", nil, 3),
    // What is known only when the script runs.
    ("import os\nPUT('/a', os.environ['A'])", nil, 4),
    ("v = 'x'\nPUT('/a', v)", nil, 4),
    ("v = 'x'\nPUT('/a', f'{v}')", nil, 4),
    ("PUT('/a', f\"{'q'}\")", nil, 3),
    ("PUT('/a', f'{1:>{2}}')", nil, 3),
    ("PUT('/a', 'a' * 2)", nil, 3),
    ("PUT('/a', '%s' % 'a')", nil, 3),
    ("PUT('/a', 'a'.upper())", nil, 3),
    ("PUT('/a', 'a' if 1 else 'b')", nil, 3),
    ("PUT('/a', ('a', 'b'))", nil, 3),
    ("PUT('/a', b'v')", nil, 3),
    ("PUT('/a', 5432)", nil, 3),
    ("PUT('/a', '\\N{BULLET}')", nil, 3),
    ("PUT('/a', '\\ud83d\\ude00')", nil, 3),
    ("PUT(*['/a', 'v'])", nil, 3),
    ("PUT('/a', 'v', tier='Advanced')", nil, 3),
    ("PUT('/a', 'v', 'Secure')", nil, 3),
    ("PUT('/a')", nil, 3),
    ("for n in ['/a', '/b']:\n  PUT(n, 'v')", nil, 3),
    ("if True:\n  PUT('/a', 'v')", nil, 3),
    ("def f():\n  PUT('/a', 'v')\nf()", nil, 3),
    ("while False: PUT('/a', 'v')", nil, 3),
    ("with open('x') as f:\n  PUT('/a', f.read())", nil, 3),
    ("@wraps\ndef f(): pass", nil, 3),
    ("ssm = None\nPUT('/a', 'v')", nil, 3),
    ("import other as ssm\nPUT('/a', 'v')", nil, 3),
    ("other.put_ssm_parameter('/a', 'v')", nil, 3),
    ("ssm.delete_ssm_parameter('/a')", nil, 3),
    ("ssm.put_ssm_parameter = print\nPUT('/a', 'v')", nil, 3),
    ("exit()\nPUT('/a', 'v')", nil, 3),
    ("PUT('/a', 'v')\nPUT('/a', 'w')", nil, 4),
    ("if __name__ == '__main__':\n  pass\nelse:\n  PUT('/a', 'v')", nil, 5),
    ("__name__ = 'x'\nif __name__ == '__main__':\n  PUT('/a', 'v')", nil, 4),
    ("from other import *\nPUT('/a', 'v')", nil, 3),
    ("SsmParameterUpdater = 5\nPUT('/a', 'v')", nil, 3),
    ("print(f'{undefined}')\nPUT('/a', 'v')", nil, 3),
    // No Python.
    ("PUT('/a', 'v'", nil, 3),
    ("PUT('/a', 'v)", nil, 3),
    ("PUT('/a', 'v')]", nil, 3),
    ("  PUT('/a', 'v')", nil, 3),
    ("PUT('/a', '''v')\n", nil, 3),
    ("PUT('/a', 'v')\u{A0}", nil, 3),
    ("PUT('/a', 'v') $", nil, 3),
  ]

  @Test(arguments: variants.indices)
  func isReadRightOrRefusedWithItsLine(_ index: Int) {
    let variant = Self.variants[index]
    for newline in ["\n", "\r\n", "\r"] {
      let script =
        "from ssm_utils import SsmParameterUpdater\nssm = SsmParameterUpdater('p', 'eu-west-1')\n"
        + variant.script.replacing("PUT", with: "ssm.put_ssm_parameter")
      let read = PythonScript.read(
        SecretBytes(
          utf8: script.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: newline)
        )
      )
      if let value = variant.value {
        #expect(read.problems == [], "\(variant.script)")
        #expect(read.entries.map(\.name) == ["/a"], "\(variant.script)")
        #expect(read.entries.first?.value.exposed() == Array(value.utf8), "\(variant.script)")
      } else {
        #expect(read.problems.first?.line == variant.line, "\(variant.script) \(read.problems)")
      }
    }
  }

  @Test(arguments: [
    ("'p', 'eu-west-1'", DeclaredPlace(profile: "p", region: "eu-west-1")),
    (
      "region_name='us-gov-east-1', profile_name='p'",
      DeclaredPlace(profile: "p", region: "us-gov-east-1")
    ),
    ("None, 'eu-west-1'", DeclaredPlace(profile: nil, region: "eu-west-1")),
    ("'p', None", DeclaredPlace(profile: "p", region: nil)),
    ("'eu-west-1', 'p'", nil), ("PROFILE, 'eu-west-1'", nil), ("'p'", nil), ("", nil),
    ("'p', 'eu-west-1', True", nil), ("f'{p}', 'eu-west-1'", nil),
  ])
  func theUpdaterSaysWhere(_ arguments: String, _ place: DeclaredPlace?) {
    let read = PythonScript.read(
      SecretBytes(
        utf8: """
          import ssm_utils
          ssm = ssm_utils.SsmParameterUpdater(\(arguments))
          ssm.put_ssm_parameter('/a', 'v')
          """
      )
    )
    #expect(read.entries.first?.place == place)
    #expect(read.problems.first?.line == (place == nil ? 2 : nil))
  }

  @Test func encodingsAreRead() throws {
    let start = "\nfrom u import U\nssm = U('p', 'eu-west-1')\nssm.put_ssm_parameter('/a', '"
    func value(_ comment: String, _ middle: [UInt8], mark: Bool = false) -> [UInt8]? {
      let bytes = Array((comment + start).utf8) + middle + Array("')".utf8)
      let read = PythonScript.read(SecretBytes((mark ? [0xEF, 0xBB, 0xBF] : []) + bytes))
      return read.problems.isEmpty ? read.entries.first?.value.exposed() : nil
    }
    let accented = Array("é".utf8)
    #expect(value("# -*- coding: utf-8 -*-", accented) == accented)
    #expect(value("# plain", accented, mark: true) == accented)
    #expect(value("# vim: set fileencoding=latin-1 :", [0xE9]) == accented)
    #expect(value("#!/usr/bin/python3\n# coding: iso-8859-1", [0xE9]) == accented)
    // Read as UTF-8 it would be another text.
    #expect(value("# coding: latin1", accented) == Array("Ã©".utf8))
    #expect(value("x = 1\n# coding: latin1", accented) == accented)
    #expect(value("# coding: cp1252", [0x80]) == nil)
    #expect(value("# coding: latin-1", [0xE9], mark: true) == nil)
    #expect(value("# coding: ascii", accented) == nil)
    #expect(value("# plain", [0xE9]) == nil)
    #expect(value("# plain", [0]) == nil)
  }

  @Test func whatIsNotReadIsNamedAndTheRestIsRead() {
    let read = PythonScript.read(
      SecretBytes(
        utf8: Self.article + """
          for name in names:
              ssm.put_ssm_parameter(name, 'v')
              ssm.put_ssm_parameter(name + 'x', 'v')
          """
      )
    )
    #expect(read.entries.count == 3)
    #expect(read.problems.map(\.line) == [9])
    #expect(read.problems.first?.message.contains("lines 10, 11") == true)
  }

  /// Python itself says what made-up scripts write.
  @Test(arguments: [1, 2, 3, 4])
  func agreesWithPythonOrRefuses(_ seed: Int) throws {
    let folder = TemporaryDirectory()
    let support = "\(TestPrograms.support)/script_oracle.py"
    let python = try TestProcess.run(
      TestPrograms.python,
      [support, "\(seed)", "400", folder.path],
      environment: TestPrograms.environment,
      directory: folder.path
    )
    try #require(python.status == 0, "\(python.errors)")
    struct Result: Decodable {
      let file: String
      let calls: [[String?]]
      let error: String?
    }
    let results = try JSONDecoder().decode([Result].self, from: Data(python.output))
    var understood = 0
    for result in results {
      let bytes = try Data(contentsOf: URL(filePath: result.file))
      let read = PythonScript.read(SecretBytes([UInt8](bytes)))
      // Whether what is imported is there, only the run knows.
      let isElsewhere = ["ImportError", "ModuleNotFoundError", "AttributeError"]
      guard read.isComplete, !isElsewhere.contains(result.error ?? "") else { continue }
      understood += 1
      let script = String(decoding: bytes, as: UTF8.self)
      #expect(result.error == nil, "\(script)")
      let entries: [[String?]] = read.entries.map { entry in
        [
          entry.place.profile, entry.place.region, entry.name,
          entry.value.exposed().map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
          }.joined(), entry.type,
        ]
      }
      #expect(entries == result.calls, "\(script)")
    }
    #expect(understood > 60, "most that can be read are read")
  }
}
