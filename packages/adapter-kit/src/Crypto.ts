/** Digests and ciphers that platforms sign and encrypt with, over Web Crypto. */
export {
  decryptAes256Cbc,
  digestHex,
  equalInConstantTime,
  hmacSha256Hex
} from "./answer/crypto.ts"
