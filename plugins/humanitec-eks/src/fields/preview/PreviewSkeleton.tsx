import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** The shape of a preview while the systems are asked. */
export function PreviewSkeleton({ words }: { words: string }) {
  return (
    <Flex direction="column" gap="3" role="status">
      <VisuallyHidden>{words}</VisuallyHidden>
      <Skeleton aria-hidden width="100%" height={48} />
      {['64%', '78%', '52%'].map(width => (
        <Skeleton aria-hidden key={width} width={width} height={18} />
      ))}
    </Flex>
  );
}
