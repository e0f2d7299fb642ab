/** A twin of a contract that this sandbox does not know. */
export const twin = { contract: "huidan/twin@0", platform: "old" }
