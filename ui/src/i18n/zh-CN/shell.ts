/** The frame around all screens. */
export default {
  app: { name: "鸿雁", kind: "融合消息平台", motto: "每一条消息，都有回音。" },
} as const;
