/** An adapter of ours with one typical mistake, which a law must find. */
import { adapter as doudian } from "@huidan/adapter-doudian"
import { twin as doudianTwin } from "@huidan/adapter-doudian/twin"
import { Calls } from "@huidan/adapter-kit"
import { adapter as wshoto } from "@huidan/adapter-wshoto"
import { twin as wshotoTwin } from "@huidan/adapter-wshoto/twin"
import { adapter as xiaoe } from "@huidan/adapter-xiaoe"
import { twin as xiaoeTwin } from "@huidan/adapter-xiaoe/twin"
import type { TwinDefinition } from "@huidan/conformance"
import type { AdapterPackage, OrderAdapter } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"

export interface Sound {
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
}

/** The adapters before a mistake is made in them. */
export const sound: { readonly xiaoe: Sound; readonly wshoto: Sound; readonly doudian: Sound } = {
  xiaoe: { adapter: xiaoe, twin: xiaoeTwin },
  wshoto: { adapter: wshoto, twin: wshotoTwin },
  doudian: { adapter: doudian, twin: doudianTwin }
}

export interface BrokenAdapter {
  /** The mistake, in words: `the first page is left out`. */
  readonly mistake: string
  /** The law that it breaks. */
  readonly breaks: string
  /** Other laws that may break, each with the reason why that follows from the mistake. */
  readonly follows: Readonly<Record<string, string>>
  readonly subject: Sound
}

/** The adapter package with every adapter that it makes changed. */
export const withAdapter = (subject: Sound, change: (adapter: OrderAdapter) => OrderAdapter): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) => Effect.map(subject.adapter.make(options), change)
  }
})

/** The adapter package with something between it and the platform. */
export const withClient = (
  subject: Sound,
  change: (client: HttpClient.HttpClient) => HttpClient.HttpClient
): Sound => ({
  ...subject,
  adapter: {
    ...subject.adapter,
    make: (options) =>
      Effect.flatMap(Calls.httpClient, (client) =>
        Effect.provideService(subject.adapter.make(options), HttpClient.HttpClient, change(client))
      )
  }
})
