// Requests that AWS signatures allow: URLs, headers, and what signs in.

extension BuiltinRules {
  static let awsSignedRequests: [Rule] = [
    Rule(
      id: "aws-presigned-url",
      description: "AWS presigned URL",
      reference:
        "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html",
      level: .medium,
      keywords: ["x-amz-signature="],
      pattern:
        #"https?://(?=[^\s"'<>]{0,4000}?X-Amz-Credential=)[^\s"'<>]{1,4000}?X-Amz-Signature=(?<secret>[0-9a-f]{64})"#,
      boundary: .alphanumeric,
      window: .bytes(4200),
      checks: [.notPlaceholder, .randomness],
      advice:
        "Anyone with the URL has the access it grants until X-Amz-Date plus X-Amz-Expires "
        + "seconds, seven days at most. To end it sooner, deactivate the key or revoke the session "
        + "that signed it.",
      examples: [
        "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=\("x")%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=\(Example.random(64, .hex))\n",
        "url = \"https://b.s3.eu-west-1.amazonaws.com/a/b?X-Amz-Signature=\(Example.random(64, .hex, seed: 2))&X-Amz-Credential=\("x")%2F20260101%2Feu-west-1%2Fs3%2Faws4_request\"\n",
      ],
      counterexamples: [
        "https://b.s3.amazonaws.com/k?X-Amz-Credential=x&X-Amz-Signature=\(Example.random(40, .hex))\n",
        "https://b.s3.amazonaws.com/k?X-Amz-Signature=\(Example.random(64, .hex))\n",
        "https://b.s3.amazonaws.com/k?X-Amz-Credential=x&X-Amz-Signature=<signature>\n",
      ]
    ),
    Rule(
      id: "aws-s3-sigv2-presigned-url",
      description: "presigned URL of Amazon S3 (signature version 2)",
      reference: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html",
      level: .medium,
      keywords: ["awsaccesskeyid="],
      pattern:
        #"[?&]AWSAccessKeyId=A[A-Z2-7]{19}&(?:[A-Za-z0-9_.%+/:=;-]{1,2000}&){0,8}Signature=(?<secret>(?:[A-Za-z0-9+/]|%2[BbFf]){27}(?:=|%3[Dd]))"#,
      boundary: .none,
      window: .bytes(2),
      checks: [.notPlaceholder, .minimumEntropy(3.4)],
      advice: "It ends at its Expires time. To end it now, deactivate the key that signed it.",
      examples: [
        "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIA\(Example.random(16, .base32, seed: 1))&Expires=1767225600&Signature=\(Example.random(27, .alphanumeric, seed: 2))%3D\n",
        "\"https://b.s3.amazonaws.com/k?x=1&AWSAccessKeyId=ASIA\(Example.random(16, .base32, seed: 3))&Signature=\(Example.random(27, .alphanumeric, seed: 4))%3D&Expires=1767225600\"\n",
      ],
      counterexamples: [
        "https://b.s3.amazonaws.com/k?AWSAccessKeyId=AKIAXXXXXXXXXXXXXXXX&Expires=1&Signature=x\n",
        "?AWSAccessKeyId=${ID}&Signature=${S}\n",
      ]
    ),
    Rule(
      id: "aws-cloudfront-signed-url",
      description: "signed URL or cookies of Amazon CloudFront",
      reference:
        "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-urls.html",
      level: .low,
      keywords: ["key-pair-id="],
      pattern:
        #"(?:[?&]Signature=(?<secret>[A-Za-z0-9_~-]{160,700})&(?:[A-Za-z0-9_=~.-]{1,400}&)?Key-Pair-Id=[A-Z0-9]{12,24}|Key-Pair-Id=[A-Z0-9]{12,24}&(?:[A-Za-z0-9_=~.-]{1,400}&)?Signature=(?<secret>[A-Za-z0-9_~-]{160,700}))"#,
      boundary: .none,
      window: .bytes(1200),
      checks: [.notPlaceholder, .randomness],
      advice:
        "It ends at the time in its policy. To end it now, take the public key out of the key group.",
      examples: [
        "https://d1.cloudfront.net/a?Expires=1767225600&Signature=\(Example.random(342, .base64URL, seed: 1))__&Key-Pair-Id=K\(Example.random(13, .upperAlphanumeric, seed: 2))\n",
        "https://d1.cloudfront.net/a?Policy=x&Signature=\(Example.random(342, .base64URL, seed: 3))~~&Key-Pair-Id=APKA\(Example.random(16, .upperAlphanumeric, seed: 4))\n",
      ],
      counterexamples: [
        "?Signature=<signature>&Key-Pair-Id=K1\n",
        "Key-Pair-Id=K2JCJMDEHXQW5F\n",
      ]
    ),
    Rule(
      id: "aws-signature-header",
      description: "signed request of AWS (Authorization header)",
      reference:
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html",
      level: .low,
      keywords: ["aws4-hmac-sha256 credential="],
      pattern:
        #"AWS4-HMAC-SHA256 Credential=A[A-Z0-9]{15,24}/20[0-9]{6}/[a-z0-9-]{2,30}/[a-z0-9-]{2,30}/aws4_request,\s{0,4}SignedHeaders=[a-z0-9;-]{4,400},\s{0,4}Signature=(?<secret>[0-9a-f]{64})"#,
      boundary: .alphanumeric,
      window: .atKeyword,
      checks: [.notPlaceholder, .randomness],
      advice: "The request is good for some minutes only.",
      examples: [
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIA\(Example.random(16, .base32, seed: 1))/20261124/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=\(Example.random(64, .hex, seed: 2))\n",
        "\"AWS4-HMAC-SHA256 Credential=ASIA\(Example.random(16, .base32, seed: 3))/20261124/us-east-1/iam/aws4_request,SignedHeaders=host,Signature=\(Example.random(64, .hex, seed: 4))\"\n",
      ],
      counterexamples: [
        "AWS4-HMAC-SHA256 Credential=<id>/<scope>, SignedHeaders=host, Signature=<signature>\n",
        "AWS4-HMAC-SHA256\n",
      ]
    ),
  ]
}
