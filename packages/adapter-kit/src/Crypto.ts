/** Digests and ciphers that platforms sign and encrypt with, over Web Crypto. */
export {
  decryptAes256Cbc,
  equalInConstantTime,
  hmacSha256Hex,
  md5Hex,
  sha1Hex,
  sha256Hex
} from "./answer/crypto.ts"
