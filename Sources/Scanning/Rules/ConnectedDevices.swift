// Services for connected devices.

extension BuiltinRules {
  static let connectedDevices: [Rule] = [
    .token(
      id: "adafruit-io-key",
      description: "Adafruit IO key",
      reference: "https://io.adafruit.com/api/docs/#authentication",
      level: .medium,
      format: ["aio_", .run(28, .alphanumeric)],
      advice: "Regenerate it: io.adafruit.com, My Key."
    ),
    .service(
      id: "adafruit-io-legacy-key",
      description: "Adafruit IO key (old form)",
      reference: "https://io.adafruit.com/api/docs/#authentication",
      names: ["adafruit"],
      variable: "ADAFRUIT_IO_KEY",
      format: [.run(32, .hex)],
      advice: "Regenerate it: io.adafruit.com, My Key."
    ),
    Rule(
      id: "blynk-organization-client",
      description: "OAuth client secret of a Blynk organization",
      reference: "https://docs.blynk.io/en/blynk.cloud/organization-https-api-overview",
      level: .high,
      keywords: ["oa2-client-id_"],
      pattern:
        #"oa2-client-id_[A-Za-z0-9_-]{32}(?::|["\x27,;\s]{1,6}(?:client_?secret)?["\x27=:\s]{0,6})(?<secret>[A-Za-z0-9_-]{40})"#,
      boundary: .word,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "Delete the client: blynk.cloud, Developer zone, OAuth 2.0.",
      examples: [
        "curl -u oa2-client-id_\(Example.random(32, .base64URL, seed: 1)):\(Example.random(40, .base64URL, seed: 2)) https://fra1.blynk.cloud\n",
        "client_id=oa2-client-id_\(Example.random(32, .base64URL, seed: 3))\nclient_secret=\(Example.random(40, .base64URL, seed: 4))\n",
      ],
      counterexamples: [
        "oa2-client-id_\(Example.random(32, .base64URL, seed: 1))\n",
        "oa2-client-id_<id>:<secret>\n",
      ]
    ),
    .service(
      id: "blynk-device-token",
      description: "Blynk device token",
      reference:
        "https://docs.blynk.io/en/getting-started/activating-devices/manual-device-activation",
      names: ["blynk"],
      variable: "BLYNK_AUTH_TOKEN",
      format: [.run(32, .base64URL)],
      advice: "Refresh it: blynk.cloud, the device, Device info."
    ),
  ]
}
