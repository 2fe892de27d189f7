// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "git-secrets-sync",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "git-secrets-sync", targets: ["git-secrets-sync"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The program, outermost first. A target may depend only on targets below it.
    .executableTarget(name: "git-secrets-sync", dependencies: ["CLI"]),
    .target(
      name: "CLI",
      dependencies: [
        "Hooks", "Ledger", "Secrets", "AWS", "Git", "Scanning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(name: "Hooks", dependencies: ["Git", "Scanning"]),
    .target(name: "Ledger", dependencies: ["Git", "Secrets", "AWS"]),
    .target(name: "Secrets", dependencies: ["AWS"]),

    // The wrappers: the only targets that may import a C module.
    .target(name: "Scanning", dependencies: ["CArchive", "CKeywords", "COpenSSL", "CPCRE2"]),
    .target(name: "Git", dependencies: ["CDeflate", "CLibgit2", "CProcess"]),
    .target(name: "AWS", dependencies: ["CCurl", "CExpat", "COpenSSL"]),

    // Starting a program, in C.
    .target(name: "CProcess"),
    // The search for keywords, in C.
    .target(name: "CKeywords"),

    // The C libraries. All but the last two are opened on first use (docs/design/0001).
    .target(name: "CLibrary"),
    .target(name: "CArchive", dependencies: ["CLibrary", "ArchiveHeaders"]),
    .target(name: "CCurl", dependencies: ["CLibrary", "CurlHeaders"]),
    .target(name: "CDeflate", dependencies: ["CLibrary", "DeflateHeaders"]),
    .target(name: "CExpat", dependencies: ["CLibrary", "ExpatHeaders"]),
    .target(name: "CLibgit2", dependencies: ["CLibrary", "Libgit2Headers"]),
    .systemLibrary(
      name: "ArchiveHeaders",
      pkgConfig: headersOnly("libarchive"),
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]
    ),
    .systemLibrary(
      name: "CurlHeaders",
      pkgConfig: headersOnly("libcurl"),
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]
    ),
    .systemLibrary(
      name: "DeflateHeaders",
      pkgConfig: headersOnly("libdeflate"),
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]
    ),
    .systemLibrary(
      name: "ExpatHeaders",
      pkgConfig: headersOnly("expat"),
      providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
    ),
    .systemLibrary(
      name: "Libgit2Headers",
      pkgConfig: headersOnly("libgit2"),
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]
    ),
    .systemLibrary(
      name: "COpenSSL",
      pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]
    ),
    .systemLibrary(
      name: "CPCRE2",
      pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]
    ),

    // Tests: one target per module, and one that runs the built program.
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "ScanningTests", dependencies: ["Scanning", "TestSupport"]),
    .testTarget(name: "GitTests", dependencies: ["Git", "TestSupport"]),
    .testTarget(
      name: "AWSTests",
      dependencies: ["AWS", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger", "TestSupport"]),
    .testTarget(name: "HooksTests", dependencies: ["Hooks", "TestSupport"]),
    .testTarget(name: "SecretsTests", dependencies: ["Secrets", "TestSupport"]),
    .testTarget(name: "CLITests", dependencies: ["CLI", "TestSupport"]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["git-secrets-sync", "AWS", "Secrets", "TestSupport"]
    ),
  ],
  swiftLanguageModes: [.v6]
)

/// The `pkg-config` name on macOS, where Homebrew keeps headers out of the default search path.
///
/// On Linux the headers are where the compiler looks, and naming the library would link it.
func headersOnly(_ name: String) -> String? {
  #if os(macOS)
  name
  #else
  nil
  #endif
}

let cTargets: Set = [
  "CArchive", "CCurl", "CDeflate", "CExpat", "CKeywords", "CLibgit2", "CLibrary", "CProcess",
]
for target in package.targets where target.type != .system && !cTargets.contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
  ]
}
