/**
 * Words that platforms use in their error messages. None of them is a name, a part of an address, or a number; English
 * words that are also names (Grant, Mark, Will, Long) are left out.
 */

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""))

/** In lower case. */
export const englishWords: ReadonlySet<string> = wordsOf(`
  a abnormal absent accepted access account action active added address after again agreement all allow allowed
  already amount and answer any api app appid appkey application apply are array as at auth authentication
  authorisation authorization authorize authorized available back bad balance base batch be because been before
  begin belongs below between biz body boolean both business busy but buyer by cache call called caller calls can
  cancel cancelled cannot channel character characters check client clock close closed code codes column combination
  conf config configuration confirm conflict connect connection contact contain contains content control corp
  correct count coupon create created credential credentials currency current cursor customer daily data database
  date day days dead decode decrypt default delete deleted denied desc description detail details developer device
  did disabled do document does dop double down duplicate each either empty enabled encrypt encrypted end enough
  entry enum env environment equal err error errors exceed exceeded exceeds exception exist existed exists expected
  expire expired expires expiry express ext extra fail failed failure false fee field fields file find first flow
  for forbidden format found frequency frequent frequently from gateway generate get given goods greater handle has
  hash have header hour hours http https id identifier ids illegal in inc incorrect index info information inner
  input insufficient int integer interface internal invalid ip is isp isv item items its json key keys kind lack
  lacks large last later least length less level lifetime limit limited limits list loaded locked log login
  logistics lost mall match matched maximum member merchant merge message method minimum minute minutes missing mode
  modify money month more most msg must name necessary need needed needs network new next no nonce none normal not
  note nothing null num number object occurred of off offline offset ok old on once one only open openid operate
  operation option or order orders other out over own package page pages paging paid param parameter parameters
  params parse part partial partially parsed password path pay payment per permission permissions permitted phone platform please plugin
  point policy post price private process processing product proxy public pull push query queue quota range rate
  reach reached read receive record records redirect refresh refund refused reject rejected related remark remote
  repeat repeated req request requested requests require required res resource resp response restricted result
  results retry return returned right risk role row rows rule same scope search second seconds secret security
  seller send sent serial serve server service session set setting ship shipping shop should sign signature signed
  since size sku small sn some source spec specified spu start state status stock stop stopped store string sub
  submit success successful successfully suspected switch system table tag tags tel template temporarily test text
  than that the their then there these they this throttled throttling time timed timeout times timestamp title to
  token tokens too total trace traffic transaction true try type unable unauthorized unavailable under unexpected
  union unionid unknown unpaid unsupported until up update updated updating upgrade uri url use used user userid
  users utf uuid valid validate validation value values verification verify version wait warning was whitelist
  window with within without such many far fast fit listed moment s t wrong wrongly xml year zero zone
`)

/** Written without spaces between them, so that the longest that fits counts. */
export const chineseWords: ReadonlySet<string> = wordsOf(`
  的 了 不 无 未 已 请 或 与 为 是 被 该 此 需 系统 繁忙 业务 接口 返回 返回值 格式 错误 有误 缺失 缺少 参数 请求
  响应 无效 非法 失效 过期 已过期 不存在 存在 不合法 凭证 令牌 授权 未授权 重新授权 权限 权限集 无权限 没有权限 没有
  申请 对应 添加 白名单 提供 未注册 注册 调用 次数 达到 上限 短时间 突增 方式 签名 验签 校验 验证 失败 不正确 不匹配
  匹配 一致 不一致 为空 不能 不能为空 必填 必须 必传 可选 不支持 支持 不可用 可用 未知 异常 内部 服务 服务器 服务端
  客户端 网络 超时 连接 中断 稍后 稍后再试 再试 重试 请稍后 频繁 频率 过快 过多 过高 过大 过小 过长 过短 太快 太多
  太大 太长 限制 受限 限流 流控 超过 超出 范围 大于 小于 等于 不超过 最大 最小 最多 最少 数量 总数 条数 长度 大小
  类型 字段 名称 编号 号码 订单 订单号 子订单 售后 售后单 退款 退款单 支付 未支付 已支付 付款 发货 物流 快递 包裹
  商品 规格 库存 店铺 商家 商户 门店 买家 卖家 用户 会员 客户 员工 账号 账户 密码 密钥 应用 平台 开放平台 开发者
  企业 机构 手机 手机号 电话 地址 收货 收货人 收件人 姓名 时间 时间戳 时间段 时间范围 开始 结束 开始时间 结束时间
  日期 有效期 有效 今天 当前 当天 每秒 每分钟 每小时 每天 每日 分钟 页码 分页 每页 列表 查询 查找 获取 读取 更新
  创建 新增 修改 删除 取消 关闭 开启 启用 禁用 停用 冻结 锁定 解密 加密 解析 解码 编码 转换 处理 处理中 状态 操作
  执行 提交 重复 冲突 唯一 相同 不同 数据 数据库 缓存 文件 内容 信息 消息 推送 回调 通知 地址错误 域名 路径 协议
  版本 升级 维护 维护中 下线 上线 环境 配置 设置 默认 模式 渠道 来源 场景 活动 优惠 优惠券 余额 余额不足 不足 额度
  配额 金额 价格 费用 风控 风险 拦截 拒绝 禁止 允许 不允许 暂不 暂无 暂时 临时 检查 确认 联系 客服 管理员 技术支持
  详情 详见 文档 说明 原因 结果 代码 错误码 数组 字符 字符串 整数 数字 布尔 对象 空值 或者 以及 如果 因为 由于 但是
  所以 只能 只有 不属于 属于 归属 绑定 未绑定 解绑 登录 未登录 会话 身份 认证 鉴权 审核 未通过 关联 匹配失败 本接口
  全局 后再 后重试 请求成功 操作成功 获取成功 查询成功 安全校验 安全风控 审核通过 审核未通过 测试环境 每个 不能大于
  不能小于 不得超过 不可为空 已存在 不可重复 未找到 找不到 已取消 已关闭 已删除 已失效 已停用 已冻结 不可操作 无此
  没有数据 没有找到 请检查 请联系 请使用 请重新 请先 请求频率 请求过于频繁 过于频繁 过于 服务异常 服务繁忙 系统异常
  系统错误 内部错误 参数错误 参数异常 参数缺失 参数不能为空 签名错误 签名无效 令牌过期 令牌无效 应用不存在
  店铺不存在 订单不存在 用户不存在 商品不存在 售后单不存在 密钥错误 小时内 分钟内 秒内
`)

/** The most characters that one of the Chinese words has. */
export const longestChineseWord = Math.max(...Array.from(chineseWords, (word) => [...word].length))
